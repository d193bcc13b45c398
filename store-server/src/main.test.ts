import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs the real command; `errors` is what it has said on stderr so far. */
function run(options: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options], { env: { ...process.env, ...environment } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return { child, errors: () => errors, ended: once(child, 'close').then(([status]) => status as number) };
}

function storeFiles() {
  const folder = temporaryFolder();
  const layout = join(folder, 'store.json');
  writeFileSync(layout, JSON.stringify(cornerStore()));
  return { folder, layout, database: join(folder, 'store.db') };
}

describe('npm run store-server', { timeout: 120_000 }, () => {
  it('goes on without a broker, says so, and joins it when it comes', async () => {
    const { layout, database } = storeFiles();
    const early = await createEmbeddedBroker({ port: 0 });
    await early.close();
    const { child, errors, ended } = run(['--layout', layout, '--database', database, '--broker', early.url, '--port', '0']);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const tablet = new URL(/^Tablet: (.*)$/.exec(line)![1]!);
    expect(await (await fetch(new URL('/api/health', tablet))).json()).toEqual({ state: 'online', broker: 'lost' });
    const broker = await createEmbeddedBroker({ port: Number(early.url.split(':').at(-1)) });
    onTestFinished(() => broker.close());
    const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
    onTestFinished(() => bus.close());
    await new Promise<void>((resolve) => void bus.subscribe(['storeStatus'], ({ body }) => {
      if ((body as { state: string }).state === 'online') resolve();
    }));
    expect(errors()).toContain('BROKER_UNREACHABLE');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it.each([
    ['a layout that is not there', 'LAYOUT_MALFORMED', { layout: 'nowhere.json' }, {}],
    ['a layout that contradicts itself', 'LAYOUT_INCONSISTENT', { contradiction: true }, {}],
    ['a database that is none', 'DATABASE_UNUSABLE', { database: 'store.json' }, {}],
    ['a staff token anybody could guess', 'USAGE', {}, { WALKOUT_STAFF_TOKEN: 'short' }],
    ['a port that is none', 'USAGE', { port: '70000' }, {}],
  ] as const)('ends with status 2 and a sentence for %s', async (_what, code, change, environment) => {
    const { folder, layout, database } = storeFiles();
    if ('contradiction' in change) writeFileSync(layout, JSON.stringify({ ...cornerStore(), planogram: [] }));
    const { errors, ended } = run([
      '--layout', 'layout' in change ? join(folder, change.layout) : layout,
      '--database', 'database' in change ? join(folder, change.database) : database,
      '--port', 'port' in change ? change.port : '0',
    ], environment);
    expect(await ended).toBe(2);
    expect(errors()).toMatch(new RegExp(`^${code}: .+\n  .+`));
  });

  it('ends with status 2 when its port is taken', async () => {
    const { layout, database } = storeFiles();
    const other = await createEmbeddedBroker({ port: 0 });
    onTestFinished(() => other.close());
    const { errors, ended } = run(['--layout', layout, '--database', database, '--port', other.url.split(':').at(-1)!]);
    expect(await ended).toBe(2);
    expect(errors()).toContain('PORT_IN_USE');
  });
});
