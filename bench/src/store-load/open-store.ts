import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreLayout } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { startService } from '../../../scripts/start/service-process.ts';
import { firstWord, thread } from '../load/thread.ts';
import { benchError } from '../errors.ts';

const TOKEN = 'a-program-of-the-bench';
const program = { authorization: `Bearer ${TOKEN}` };
/** Clock ticks a second that Linux counts processor time in. */
const TICKS_PER_SECOND = 100;

async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; times are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

/** Asks over connections that stay open: `fetch` costs more than what is measured. */
function createClient(address: string) {
  const agent = new Agent({ keepAlive: true });
  const ask = (path: string, headers: Record<string, string>, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(`${address}${path}`, { method: body === undefined ? 'GET' : 'POST', agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('end', () => resolve({ ok: answer.statusCode === 200, text: Buffer.concat(parts).toString('utf8') }));
        answer.once('error', reject);
      });
      asked.once('error', reject);
      asked.end(body);
    });
  return { ask, close: () => agent.destroy() };
}

/**
 * A real store server in a process of its own, on a new database file, with a reader at the gate, a program of staff, and a broker
 * on a thread of its own.
 */
export async function openStore(layout: StoreLayout) {
  const folder = await mkdtemp(join(tmpdir(), 'walkout-load-'));
  await writeFile(join(folder, 'store.json'), JSON.stringify(layout));
  const broker = thread('./broker-thread.ts');
  const brokerUrl = await firstWord<string>(broker);
  const service = startService({
    name: 'store server', program: 'store-server/src/main.ts', env: { WALKOUT_STAFF_TOKEN: TOKEN },
    args: ['--layout', join(folder, 'store.json'), '--database', join(folder, 'store.db'), '--broker', brokerUrl, '--port', '0'],
  });
  const [, address] = await Promise.race([
    service.says(/Tablet: (https?:\/\/[^\s/]+)/),
    service.ended.then(({ lastLines }) => { throw benchError('SERVICE_FAILED', lastLines); }),
  ]);
  const bus = await connectBus({ url: brokerUrl, store: layout.store, clientId: 'bench' });
  await new Promise<void>((resolve) => void bus.subscribe(['storeStatus'], ({ body }) => {
    if ((body as { state: string }).state === 'online') resolve();
  }));
  const client = createClient(address!);
  const post = async <T>(path: string, body: unknown, headers: Record<string, string> = program): Promise<T> => {
    const answer = await client.ask(path, { ...headers, 'content-type': 'application/json' }, JSON.stringify(body));
    if (!answer.ok) throw benchError('SERVICE_FAILED', `${path}: ${answer.text}`);
    return JSON.parse(answer.text) as T;
  };
  const { code } = await post<{ code: string }>('/api/devices', { name: 'Bench', kind: 'gate', gate: 'entry' });
  const { token } = await post<{ token: string }>('/api/enrolment', { code });
  return {
    bus,
    /** Shows a card at the entry gate. @returns the visit that it opens */
    async enter(card: string): Promise<string> {
      const credential = { kind: 'card', token: card };
      const answer = await post<{ visit: string }>('/api/gates/entry/scans', { scan: card, credential }, { authorization: `Bearer ${token}` });
      return answer.visit;
    },
    /** @returns milliseconds that the answer took */
    async read(path: string): Promise<number> {
      const askedAt = performance.now();
      const answer = await client.ask(path, program);
      if (!answer.ok) throw benchError('SERVICE_FAILED', `${path}: ${answer.text}`);
      return performance.now() - askedAt;
    },
    /** Processor time that the server has used, s. */
    cpuSeconds: (): Promise<number> => cpuSecondsOf(service.pid!),
    async close(): Promise<void> {
      await bus.close();
      await service.stop();
      client.close();
      await broker.terminate();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type LoadedStore = Awaited<ReturnType<typeof openStore>>;
