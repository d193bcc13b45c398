import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { connect } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import { isDevice, ROLES, userNameOf } from '@walkout/contracts';
import type { Principal } from '@walkout/contracts';
import { createEmbeddedBroker } from './embedded-broker.ts';
import { freePort } from './free-port.ts';
import { isMosquittoInstalled, startMosquitto } from './mosquitto.ts';
import { mosquittoAcl, mosquittoConf } from './mosquitto-files.ts';
import { hashPassword } from './password.ts';

export const STORE = 'corner';
export const OWN = 'own';
export const OTHER = 'other';
export const everybody: Principal[] = ROLES.flatMap((role): Principal[] => (isDevice(role) ? [{ role, id: OWN }, { role, id: OTHER }] : [{ role }]));
export const passwordOf = (principal: Principal): string => `key of ${userNameOf(principal)}`;
const passwords = new Map(everybody.map((principal) => [userNameOf(principal), hashPassword(passwordOf(principal))]));

const open: (() => Promise<unknown>)[] = [];
/** Ends all that a test has begun. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

async function embedded(): Promise<string> {
  const broker = await createEmbeddedBroker({ port: 0, access: { store: STORE, passwords } });
  open.push(() => broker.close());
  return broker.url;
}

async function mosquitto(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'walkout-acl-'));
  open.push(async () => rmSync(folder, { recursive: true }));
  const port = await freePort();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'mosquitto.conf'), `${mosquittoConf({ port, host: '127.0.0.1', folder, tls: false })}user ${userInfo().username}\n`);
  writeFileSync(join(folder, 'acl'), mosquittoAcl(everybody, STORE));
  writeFileSync(join(folder, 'passwd'), [...passwords].map(([name, hash]) => `${name}:${hash}\n`).join(''));
  const broker = await startMosquitto(join(folder, 'mosquitto.conf'), port);
  open.push(() => broker.stop());
  return `mqtt://127.0.0.1:${port}`;
}

/** Both brokers, with everybody enrolled. */
export const BROKERS = [
  { name: 'the embedded broker', isThere: true, start: embedded },
  { name: 'mosquitto', isThere: isMosquittoInstalled(), start: mosquitto },
];

/** A connection, or nothing where the broker lets nobody in by it. */
export function tryToEnter(url: string, options: IClientOptions): Promise<MqttClient | undefined> {
  const client = connect(url, { ...options, reconnectPeriod: 0 });
  client.setMaxListeners(0);
  client.on('error', () => {});
  open.push(async () => void client.end(true));
  return new Promise((resolve) => {
    client.once('connect', () => resolve(client));
    client.once('close', () => resolve(undefined));
  });
}

export async function enter(url: string, principal: Principal): Promise<MqttClient> {
  const client = await tryToEnter(url, { username: userNameOf(principal), password: passwordOf(principal), clientId: userNameOf(principal) });
  if (client === undefined) throw new Error(`${userNameOf(principal)} was not let in`);
  return client;
}
