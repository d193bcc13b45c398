import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'store-server/web/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Native modules do not survive being loaded into several threads of one process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Without it the OpenCV binding tries to build itself when it is loaded.
    env: { OPENCV4NODEJS_DISABLE_AUTOBUILD: '1' },
  },
});
