import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topicOf } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { makeBrokerFolder, openBrokerFolder } from './broker-folder.ts';
import { freePort } from './free-port.ts';
import { isMosquittoInstalled, startMosquitto } from './mosquitto.ts';
import { fitsPassword, hashPassword } from './password.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'walkout-broker-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const setting = { store: 'corner', host: '127.0.0.1', port: 8883, tls: false };
const north = { role: 'camera', id: 'north' } as const;

describe('the folder of a broker', () => {
  it('lets nobody in at first, then whoever is enrolled, until they are revoked', () => {
    makeBrokerFolder(folder, setting);
    const broker = openBrokerFolder(folder);
    expect(broker.enrolled()).toEqual([]);
    const key = broker.enrol(north);
    broker.enrol({ role: 'fusion' });
    expect(openBrokerFolder(folder).enrolled()).toEqual([north, { role: 'fusion' }]);
    const acl = readFileSync(join(folder, 'acl'), 'utf8');
    expect(acl).toContain(`user camera/north\ntopic write ${topicOf('cameraTracks', 'corner', 'north')}\n`);
    expect(readFileSync(join(folder, 'passwd'), 'utf8')).not.toContain(key);
    broker.revoke(north);
    expect(readFileSync(join(folder, 'acl'), 'utf8')).not.toContain('camera/north');
    expect(() => broker.revoke(north)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it('keeps who is enrolled when it is set up again, and gives files to nobody else', () => {
    makeBrokerFolder(folder, setting);
    openBrokerFolder(folder).enrol(north);
    makeBrokerFolder(folder, setting);
    expect(openBrokerFolder(folder).enrolled()).toEqual([north]);
    expect(statSync(join(folder, 'passwd')).mode & 0o007).toBe(0);
  });

  it('is no folder where none was set up', () => {
    expect(() => openBrokerFolder(folder)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it.skipIf(!isMosquittoInstalled())('runs mosquitto with TLS, by whose authority services know it', async () => {
    const port = await freePort();
    makeBrokerFolder(folder, { ...setting, port, tls: true });
    const password = openBrokerFolder(folder).enrol({ role: 'fusion' });
    appendFileSync(join(folder, 'mosquitto.conf'), `user ${userInfo().username}\n`);
    const broker = await startMosquitto(join(folder, 'mosquitto.conf'), port);
    let bus: Bus | undefined;
    try {
      const credentials = { userName: 'fusion', password };
      const url = `mqtts://127.0.0.1:${port}`;
      const complaint = await new Promise<string>((resolve) => void connect({ port, host: '127.0.0.1' }).once('error', (error) => resolve(error.message)));
      expect(complaint).toMatch(/self-signed|certificate/);
      bus = await connectBus({ url, store: 'corner', clientId: 'x', access: { credentials, ca: readFileSync(join(folder, 'ca.crt')) } });
      await bus.publish('fusionStatus', undefined, { state: 'online' });
    } finally {
      await bus?.close();
      await broker.stop();
    }
  });
});

describe('passwords', () => {
  it('fit their own hash and no other', () => {
    const hash = hashPassword('a key');
    expect(hash).toMatch(/^\$7\$101\$/);
    expect(fitsPassword('a key', hash)).toBe(true);
    expect(fitsPassword('another', hash)).toBe(false);
    expect(fitsPassword('a key', 'no hash')).toBe(false);
    expect(fitsPassword('a key', hash.replace('$101$', '$0$'))).toBe(false);
    expect(hashPassword('a key')).not.toBe(hash);
  });
});
