import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

const START_ONE_AND_FAIL = `
  const { spawn } = await import('node:child_process');
  const { endWithUs } = await import(${JSON.stringify(new URL('./end-with-us.ts', import.meta.url).href)});
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  endWithUs(child);
  console.log(child.pid);
  throw new Error('a fault');
`;

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('leaves no process behind when the one that started it fails', async () => {
  const parent = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', START_ONE_AND_FAIL], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  parent.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const [status] = (await once(parent, 'close')) as [number];
  expect(status).toBe(1);
  expect(said).toMatch(/^\d+\n$/);
  while (isThere(Number(said))) await delay(20);
});
