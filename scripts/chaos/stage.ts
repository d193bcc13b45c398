import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readPrincipal } from '@walkout/contracts';
import type { StoreLayout } from '@walkout/contracts';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { sourcesOf } from '@walkout/fusion';
import { buildService, builtProgram } from '../build/build-service.ts';
import { makeBrokerFolder, openBrokerFolder } from '../broker/broker-folder.ts';
import { freePort } from '../broker/free-port.ts';
import { startMosquitto } from '../broker/mosquitto.ts';
import { startService } from '../start/service-process.ts';
import { supervise } from './supervisor.ts';
import type { Started, Supervised } from './supervisor.ts';

const run = promisify(execFile);
const ASK_EVERY_MS = 25;

/** A whole store on this machine: mosquitto with its access list, fusion with its journal, the store server with its database. */
export interface ChaosStage {
  readonly brokerUrl: string;
  readonly database: string;
  credentialsOf(userName: string): BrokerCredentials;
  readonly processes: Readonly<Record<'broker' | 'fusion' | 'store server', Supervised>>;
  /** The disk of the journal takes nothing more, or takes it again. */
  fillDisk(): Promise<void>;
  makeRoom(): Promise<void>;
  close(): Promise<void>;
}

/** Resolves when a service can do its work, as it says itself. What only another service lacks does not count. */
async function serves(port: number, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const text = await fetch(`http://127.0.0.1:${port}/readyz`).then((response) => response.text(), () => 'the broker');
    if (!text.includes('the broker')) return;
    await delay(ASK_EVERY_MS);
  }
}

export async function setChaosStage(layout: StoreLayout): Promise<ChaosStage> {
  // Built as for a real store, so that they start as fast as there.
  await Promise.all([buildService('fusion'), buildService('store-server')]);
  const folder = mkdtempSync(join(tmpdir(), 'walkout-chaos-'));
  const [brokerPort, fusionPort, storePort] = [await freePort(), await freePort(), await freePort()];
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
  const credentialsOf = (userName: string) => ({ userName, password: keys.get(userName)! });
  const environmentOf = (userName: string) => ({ WALKOUT_BROKER_USER: userName, WALKOUT_BROKER_PASSWORD: keys.get(userName)! });

  const service = (name: 'fusion' | 'store-server', port: number, args: readonly string[]) => async (): Promise<Started> => {
    const { pid, ended, stop } = startService({
      name, program: builtProgram(name), env: environmentOf(name),
      args: ['--layout', layoutFile, '--broker', brokerUrl, '--watch-port', String(port), ...args],
    });
    return { pid: pid!, ended, stop, ready: serves(port, ended) };
  };
  const broker = await supervise(async () => {
    const { pid, ended, stop } = await startMosquitto(configuration, brokerPort);
    return { pid, ended, stop, ready: Promise.resolve() };
  });
  const [fusion, storeServer] = await Promise.all([
    supervise(service('fusion', fusionPort, ['--mode', 'live', '--journal', journal])),
    supervise(service('store-server', storePort, ['--database', database, '--port', '0'])),
  ]);
  /** The soft limit alone, which may be raised again. Fusion may be away just now; the next one has no limit. */
  const limit = (size: string) => run('prlimit', ['--pid', String(fusion.pid()), `--fsize=${size}`]).then(() => undefined, () => undefined);
  return {
    brokerUrl, database, credentialsOf,
    processes: { broker, fusion, 'store server': storeServer },
    fillDisk: () => limit(`${statSync(join(journal, 'inputs.journal')).size}:`),
    makeRoom: () => limit('unlimited:'),
    async close() {
      await Promise.all([fusion.stop(), storeServer.stop()]);
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
