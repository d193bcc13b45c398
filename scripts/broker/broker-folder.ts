import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { contractError, readPrincipal, userNameOf } from '@walkout/contracts';
import type { Principal } from '@walkout/contracts';
import { mosquittoAcl, mosquittoConf } from './mosquitto-files.ts';
import { hashPassword, newKey } from './password.ts';

/** A folder that a mosquitto runs from, with everybody who is enrolled at it. */
export interface BrokerFolder {
  /** Lets a device or service in from now on, or gives it another key; the old one is worth nothing then. Returns the key. */
  enrol(principal: Principal): string;
  /** Lets it in no longer. @throws WalkoutError USAGE for somebody who was not enrolled */
  revoke(principal: Principal): void;
  enrolled(): readonly Principal[];
}

const CERTIFICATE_DAYS = '3650';
const STORE_FILE = 'store';

/** Replaces a file whole, so that a broker that reads it meanwhile never sees half of it. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o640 });
  renameSync(`${file}.new`, file);
}

function openssl(folder: string, ...args: string[]): void {
  try {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw contractError('USAGE', `openssl ${args[0]}: ${(cause as Error).message.trim()}`);
  }
}

/** An authority of the store's own, and a certificate from it by which services know the broker. */
function makeCertificates(folder: string, host: string): void {
  const name = isIP(host) === 0 ? `DNS:${host}` : `IP:${host}`;
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(folder, 'req', '-x509', ...key, '-days', CERTIFICATE_DAYS, '-subj', '/CN=Walkout store', '-keyout', 'ca.key', '-out', 'ca.crt');
  openssl(folder, 'req', ...key, '-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr');
  writeFileSync(join(folder, 'server.ext'), `subjectAltName=${name}\n`);
  openssl(folder, 'x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', CERTIFICATE_DAYS, '-extfile', 'server.ext', '-out', 'server.crt');
  for (const file of ['server.csr', 'server.ext', 'ca.srl']) rmSync(join(folder, file), { force: true });
}

export interface BrokerSetting {
  readonly store: string;
  /** By which services reach the broker: a name or an address. */
  readonly host: string;
  readonly port: number;
  /** Without it passwords cross the wire in the open: for a broker and services on one machine alone. */
  readonly tls: boolean;
}

/** Makes what mosquitto needs: configuration, an empty access list, and certificates, unless they are there. */
export function makeBrokerFolder(path: string, { store, host, port, tls }: BrokerSetting): void {
  const folder = resolve(path);
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o750 });
  if (tls && !existsSync(join(folder, 'ca.crt'))) makeCertificates(folder, host);
  replace(join(folder, STORE_FILE), `${store}\n`);
  replace(join(folder, 'mosquitto.conf'), mosquittoConf({ port, folder, tls, ...(tls ? {} : { host }) }));
  const broker = openBrokerFolder(folder);
  if (broker.enrolled().length > 0) return;
  replace(join(folder, 'passwd'), '');
  replace(join(folder, 'acl'), mosquittoAcl([], store));
}

/** @throws WalkoutError USAGE where no broker was set up */
export function openBrokerFolder(path: string): BrokerFolder {
  const folder = resolve(path);
  if (!existsSync(join(folder, STORE_FILE))) throw contractError('USAGE', `${folder}: no broker was set up there; do so with: npm run broker -- init`);
  const store = readFileSync(join(folder, STORE_FILE), 'utf8').trim();
  const file = join(folder, 'passwd');
  const read = (): Map<string, string> => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  };
  const principals = (passwords: ReadonlyMap<string, string>) => [...passwords.keys()].sort().map(readPrincipal);
  function write(passwords: ReadonlyMap<string, string>): void {
    replace(file, [...passwords].sort().map(([name, hash]) => `${name}:${hash}\n`).join(''));
    replace(join(folder, 'acl'), mosquittoAcl(principals(passwords), store));
  }
  return {
    enrol(principal) {
      const key = newKey();
      write(read().set(userNameOf(principal), hashPassword(key)));
      return key;
    },
    revoke(principal) {
      const passwords = read();
      if (!passwords.delete(userNameOf(principal))) throw contractError('USAGE', `${userNameOf(principal)} is not enrolled`);
      write(passwords);
    },
    enrolled: () => principals(read()),
  };
}
