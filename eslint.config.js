import { defineConfig, globalIgnores } from 'eslint/config';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const SERVICES = ['edge-node', 'fusion', 'store-server'];
const TESTS = ['**/*.test.ts', '**/*.test.tsx'];
/** Pure code: time, chance and the outside world come in as arguments. */
const coreOf = (workspace) => (workspace === 'contracts' ? 'contracts/src/**/*.ts' : `${workspace}/src/core/**/*.ts`);
const CORES = [coreOf('*'), coreOf('contracts')];
const SHELLS = [...TESTS, 'contracts/src/io/**'];

const IMPURE = ['Date', 'performance', 'process', 'console', 'Buffer', 'setTimeout', 'setInterval', 'fetch'];
const PURITY = 'A core is pure: take it as an argument (docs/decisions/0005-time-and-randomness-are-arguments.md).';
const NO_SHELL = { group: ['node:*', '**/io/**', '@walkout/*/*', '!@walkout/contracts/keypoints', '!@walkout/contracts/plan'], message: 'A core knows no Node and no shell.' };
const servicesBut = (own) => ({
  group: SERVICES.filter((service) => service !== own).flatMap((service) => [`@walkout/${service}`, `**/${service}/src/**`]),
  message: 'Services never import each other: they meet on MQTT (docs/decisions/0001-services-meet-on-mqtt.md).',
});
const banImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default defineConfig(
  globalIgnores(['**/node_modules/', '**/dist/', '**/out/', '.cache/', 'models/train/']),
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      // The compiler sees to these two, and knows types.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Topics and file names are checked for NUL.
      'no-control-regex': 'off',
      'no-console': 'error',
      'max-lines': ['error', 300],
      'max-params': ['warn', 3],
      eqeqeq: 'error',
    },
  },
  { files: TESTS, rules: { 'max-params': 'off' } },
  { files: CORES, ignores: SHELLS, rules: banImports(NO_SHELL) },
  ...[...SERVICES, 'contracts'].flatMap((own) => [
    { files: [`${own}/**/*.ts`, `${own}/**/*.tsx`], rules: banImports(servicesBut(own)) },
    { files: [coreOf(own)], ignores: SHELLS, rules: banImports(NO_SHELL, servicesBut(own)) },
  ]),
  {
    files: CORES,
    ignores: SHELLS,
    rules: {
      'no-restricted-globals': ['error', ...IMPURE.map((name) => ({ name, message: PURITY }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: PURITY }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: Object.fromEntries(['process', 'performance', 'URL', 'setInterval', 'clearInterval'].map((name) => [name, 'readonly'])) },
  },
);
