import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { topicOf } from '@walkout/contracts';
import type { Cart, GatePassages, Receipt } from '@walkout/contracts';
import { runCommand } from '@walkout/contracts/command';
import { connectAsync } from 'mqtt';
import { cornerStore } from '../../store-server/src/testing/corner-store.ts';
import { createEmbeddedBroker } from '../broker/embedded-broker.ts';
import { startService } from '../start/service-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURES = join(ROOT, 'store-server/fixtures');
const MIGRATIONS = 'store-server/migrations/';
const WORKSPACES = ['contracts', 'edge-node', 'fusion', 'store-server', 'models', 'recordings', 'bench'];
const STORE = 'corner';
const BASKETS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  anna: [['olives', 2], ['hand-soap', 1]], ben: [['rye-bread', 1]], cleo: [], dana: [['dark-chocolate', 3], ['sparkling-water', 6], ['oat-drink', 1]],
};

const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();

/** The first commit of each state of the database's schema, oldest first, without today's. */
function earlierSchemas(): { readonly commit: string; readonly migrations: readonly string[] }[] {
  const commits = git('log', '--reverse', '--format=%h', '--', MIGRATIONS).split('\n');
  const states = commits.map((commit) => ({ commit, migrations: git('ls-tree', '--name-only', commit, MIGRATIONS).split('\n').map((path) => path.slice(MIGRATIONS.length)) }));
  const distinct = states.filter(({ migrations }, index) => states.findIndex((other) => other.migrations.join() === migrations.join()) === index);
  return distinct.filter(({ migrations }) => migrations.join() !== readdirSync(join(ROOT, MIGRATIONS)).join());
}

/** The repository as it was, with the packages of today. */
function checkOut(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), `walkout-${commit}-`));
  execFileSync('sh', ['-c', `git archive ${commit} | tar -x -C ${folder}`], { cwd: ROOT });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@walkout'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) if (name !== '@walkout') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  for (const name of WORKSPACES) if (existsSync(join(folder, name))) symlinkSync(join(folder, name), join(modules, '@walkout', name));
  return folder;
}

const passagesAt = (visit: string, capturedAt: number): GatePassages =>
  ({ capturedAt, passages: [{ passage: visit, capturedAt, direction: 'in', credential: `card of ${visit}` }] });
const cartAt = (visit: string, capturedAt: number, lines: readonly (readonly [string, number])[]): Cart => ({
  visit, revision: 1, capturedAt, state: 'closed', lines: lines.map(([product, quantity]) => ({ product, quantity, probability: 0.97, evidence: [] })),
});

/** Has the store server of a commit sell something; what it wrote, and the receipts that it said. */
async function sellWith(folder: string): Promise<{ readonly database: Buffer; readonly receipts: readonly Receipt[] }> {
  const broker = await createEmbeddedBroker({ port: 0 });
  writeFileSync(join(folder, 'store.json'), JSON.stringify(cornerStore()));
  const file = join(folder, 'store.db');
  const service = startService({
    name: 'store server', root: folder, program: 'store-server/src/main.ts', env: { WALKOUT_STAFF_TOKEN: 'a-token-for-a-fixture' },
    args: ['--layout', join(folder, 'store.json'), '--database', file, '--broker', broker.url, '--port', '0'],
  });
  const failed = service.ended.then(({ lastLines }) => Promise.reject(new Error(lastLines)));
  const client = await connectAsync(broker.url);
  const receipts: Receipt[] = [];
  const all = new Promise<void>((resolve) => client.on('message', (topic, payload) => {
    if (topic === topicOf('storeStatus', STORE)) return void sell();
    receipts.push(JSON.parse(payload.toString('utf8')) as Receipt);
    if (receipts.length === Object.keys(BASKETS).length) resolve();
  }));
  /** It has said that it is there, and hears. */
  function sell(): void {
    let at = 1_000;
    for (const [visit, lines] of Object.entries(BASKETS)) {
      client.publish(topicOf('gatePassages', STORE, 'entry'), JSON.stringify(passagesAt(visit, (at += 1_000))), { qos: 1 });
      client.publish(topicOf('cart', STORE, visit), JSON.stringify(cartAt(visit, (at += 1_000), lines)), { qos: 1 });
    }
  }
  await client.subscribeAsync([topicOf('storeStatus', STORE), `walkout/v1/${STORE}/visit/+/receipt`], { qos: 1 });
  try {
    await Promise.race([all, failed]);
  } finally {
    failed.catch(() => {});
    await client.endAsync();
    await service.stop();
    await broker.close();
  }
  const database = new Database(file);
  database.pragma('journal_mode = DELETE');
  database.exec('VACUUM');
  database.close();
  return { database: readFileSync(file), receipts };
}

await runCommand({
  name: 'npm run fixtures --',
  about: 'Makes a small database with each earlier version of the store server, out of the history of this repository.\nThose that are there already stay as they are; versions that could never start are passed over.',
  options: {},
  async run() {
    mkdirSync(FIXTURES, { recursive: true });
    for (const { commit, migrations } of earlierSchemas()) {
      const name = `schema-${String(migrations.length).padStart(2, '0')}-${commit}`;
      if (existsSync(join(FIXTURES, `${name}.db.gz`))) continue;
      const folder = checkOut(commit);
      try {
        const { database, receipts } = await sellWith(folder);
        writeFileSync(join(FIXTURES, `${name}.db.gz`), gzipSync(database, { level: 9 }));
        writeFileSync(join(FIXTURES, `${name}.json`), `${JSON.stringify(receipts, null, 1)}\n`);
        process.stdout.write(`${name}: ${migrations.length} migrations, ${receipts.length} receipts, ${database.length} bytes\n`);
      } catch (error) {
        // A commit between two others may have had migrations that could never run.
        process.stdout.write(`${name}: never ran: ${(error as Error).message.split('\n')[0]!}\n`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  },
});
