import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { it, onTestFinished } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { freePort } from '../../scripts/broker/free-port.ts';
import { startService } from '../../scripts/start/service-process.ts';
import { cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const VISITS = 60;
const ASK_EVERY_MS = 50;
const PATIENCE_MS = 120_000;

/** A disk of its own, of a few megabytes; `undefined` where this user may not mount one. */
function mountDisk(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'walkout-test', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return undefined;
  }
}
const unmount = (folder: string): void => void execFileSync('umount', ['--lazy', folder]);
const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'walkout-disk-'));
  try {
    if (mountDisk(folder) === undefined) return false;
    unmount(folder);
    return true;
  } finally {
    rmdirSync(folder);
  }
})();

/** A server whose database lies on a small disk of its own, and a street that goes on while it is away. */
async function openStore() {
  const [folder, disk] = [temporaryFolder(), mountDisk(temporaryFolder())!];
  onTestFinished(() => unmount(disk));
  const layout = join(folder, 'store.json');
  writeFileSync(layout, JSON.stringify(cornerStore()));
  const [broker, port] = [await createEmbeddedBroker({ port: 0 }), await freePort()];
  onTestFinished(() => broker.close());
  const street = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(() => street.close());
  const ask = async (path: string): Promise<string> => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.text(), () => '');
  const filler = join(disk, 'filler');
  return {
    street,
    start() {
      const service = startService({
        name: 'store server', program: 'store-server/src/main.ts', env: {},
        args: ['--layout', layout, '--database', join(disk, 'store.db'), '--broker', broker.url, '--port', '0', '--watch-port', String(port)],
      });
      onTestFinished(() => service.stop());
      return service;
    },
    fill() {
      for (let bytes = 4 * 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
        } catch {
          // The next smaller piece may still fit.
        }
      }
    },
    makeRoom: () => rmSync(filler),
    /** Asks until the answer is so; the test's own time limit is how long. */
    async says(path: string, part: string) {
      while (!(await ask(path)).includes(part)) await delay(ASK_EVERY_MS);
    },
  };
}

it.skipIf(!canMount)('a disk that fills up: the server stays, says so, and knows everybody who came once there is room', { timeout: PATIENCE_MS }, async () => {
  const { street, start, fill, makeRoom, says } = await openStore();
  const service = start();
  await street.publish('fusionStatus', undefined, { state: 'online' });
  await says('/readyz', 'ready');
  fill();
  await Promise.all(Array.from({ length: VISITS }, (_, n) =>
    street.publish('gatePassages', 'entry', { capturedAt: n + 1, passages: [{ passage: `p-${n}`, capturedAt: n + 1, direction: 'in' }] })));
  await says('/readyz', 'the disk is full');
  await says('/metrics', 'walkout_store_blocked{service="store-server"} 1');
  makeRoom();
  await service.ended;
  start();
  await says('/metrics', `walkout_store_visits{state="open",service="store-server"} ${VISITS}`);
});

it.skipIf(!canMount)('a disk that is full already: the server waits for room, and says so', { timeout: PATIENCE_MS }, async () => {
  const { start, fill, makeRoom, says } = await openStore();
  fill();
  const service = start();
  await says('/readyz', 'the disk is full, and the database cannot be opened');
  makeRoom();
  await service.says(/Tablet: http/);
});
