import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readPrincipal } from '@walkout/contracts';
import type { StoreLayout } from '@walkout/contracts';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { sourcesOf } from '@walkout/fusion';
import { makeBrokerFolder, openBrokerFolder } from '../broker/broker-folder.ts';
import { freePort } from '../broker/free-port.ts';
import { startMosquitto } from '../broker/mosquitto.ts';
import { buildService, builtProgram } from '../build/build-service.ts';
import { startService } from '../start/service-process.ts';
import { supervise } from './supervisor.ts';
import type { Started, Supervised } from './supervisor.ts';

export type StagedProcess = 'broker' | 'fusion' | 'store server';

export interface StageOptions {
  readonly layout: StoreLayout;
  /** Of fusion; left out: live. */
  readonly mode?: 'live' | 'replay';
  /** What fusion and the store server find in their environment besides their keys. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further options of the store server. */
  readonly storeOptions?: readonly string[];
}

/** A whole store on this machine: mosquitto with its access list, fusion with its journal, the store server with its database. */
export interface StoreStage {
  readonly brokerUrl: string;
  readonly storeUrl: string;
  /** Where /healthz, /readyz and /metrics are. */
  readonly watchUrls: Readonly<Record<'fusion' | 'store server', string>>;
  readonly database: string;
  /** Folder of fusion's journal. */
  readonly journal: string;
  credentialsOf(userName: string): BrokerCredentials;
  readonly processes: Readonly<Record<StagedProcess, Supervised>>;
  /** Ends all processes and removes what they have written. */
  close(): Promise<void>;
}

const ASK_EVERY_MS = 25;
/** A process that ends or is held up while it is asked never answers. */
const LONGEST_ANSWER_MS = 1_000;

/** Resolves when a service can do its work, as it says itself. What only another service lacks does not count. */
async function serves(watchUrl: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const text = await fetch(`${watchUrl}/readyz`, { signal: AbortSignal.timeout(LONGEST_ANSWER_MS) }).then((response) => response.text(), () => 'the broker');
    if (!text.includes('the broker')) return;
    await delay(ASK_EVERY_MS);
  }
}

/** Sets a store up in a folder of its own under the system's one for temporary files, and starts it. */
export async function setStoreStage({ layout, mode = 'live', environment = {}, storeOptions = [] }: StageOptions): Promise<StoreStage> {
  // Built as for a real store, so that they start as fast as there.
  await Promise.all([buildService('fusion'), buildService('store-server')]);
  const folder = mkdtempSync(join(tmpdir(), 'walkout-stage-'));
  const [brokerPort, fusionPort, storePort, httpPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const layoutFile = join(folder, 'store.json');
  const [journal, database] = [join(folder, 'journal'), join(folder, 'store.db')];
  writeFileSync(layoutFile, JSON.stringify(layout));
  mkdirSync(join(folder, 'broker'));
  makeBrokerFolder(join(folder, 'broker'), { store: layout.store, host: '127.0.0.1', port: brokerPort, tls: false });
  const configuration = join(folder, 'broker', 'mosquitto.conf');
  appendFileSync(configuration, `user ${userInfo().username}\n`);
  const enrolment = openBrokerFolder(join(folder, 'broker'));
  const keys = new Map([...sourcesOf(layout), 'fusion', 'store-server', 'observer'].map((name) => [name, enrolment.enrol(readPrincipal(name))]));
  const brokerUrl = `mqtt://127.0.0.1:${brokerPort}`;
  const watchUrls = { fusion: `http://127.0.0.1:${fusionPort}`, 'store server': `http://127.0.0.1:${storePort}` };

  const service = (name: 'fusion' | 'store-server', watchUrl: string, args: readonly string[]) => async (): Promise<Started> => {
    const { pid, ended, stop } = startService({
      name, program: builtProgram(name), env: { ...environment, WALKOUT_BROKER_USER: name, WALKOUT_BROKER_PASSWORD: keys.get(name)! },
      args: ['--layout', layoutFile, '--broker', brokerUrl, '--watch-port', new URL(watchUrl).port, ...args],
    });
    return { pid: pid!, ended, stop, ready: serves(watchUrl, ended) };
  };
  const broker = await supervise(async () => {
    const { pid, ended, stop } = await startMosquitto(configuration, brokerPort);
    return { pid, ended: ended.then(() => ({})), stop, ready: Promise.resolve() };
  });
  const [fusion, storeServer] = await Promise.all([
    supervise(service('fusion', watchUrls.fusion, ['--mode', mode, '--journal', journal])),
    supervise(service('store-server', watchUrls['store server'], ['--database', database, '--port', String(httpPort), ...storeOptions])),
  ]);
  return {
    brokerUrl, watchUrls, database, journal,
    storeUrl: `http://127.0.0.1:${httpPort}`,
    credentialsOf: (userName) => ({ userName, password: keys.get(userName)! }),
    processes: { broker, fusion, 'store server': storeServer },
    async close() {
      await Promise.all([fusion.stop(), storeServer.stop()]);
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
