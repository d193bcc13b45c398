import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { contractError } from '@walkout/contracts';
import { reportError, runCommand } from '@walkout/contracts/command';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { readConfig } from './config.ts';
import type { EdgeNodeConfig } from './config.ts';
import { runEdgeNode } from './io/edge-node.ts';
import { openFileSource } from './io/file-source.ts';
import type { FrameSource } from './io/frame-source.ts';
import { openLiveSource } from './io/live-source.ts';
import { startVision } from './io/start-vision.ts';
import { visionOptionsOf } from './io/vision-options-of.ts';

/** How long the last words may take when the broker is away. */
const FAREWELL_MS = 3_000;

const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));

interface Connection {
  readonly bus: Promise<Bus>;
  readonly connected: () => boolean;
  /** Sends what is still waiting, as long as the broker takes it soon, and leaves. */
  readonly leave: () => Promise<void>;
}

/** Connects to the broker, and says once an outage that it is away. */
function connect({ broker, store, camera }: EdgeNodeConfig): Connection {
  let state: 'connected' | 'lost' | 'left' | undefined;
  const bus = connectBus({
    url: broker,
    store,
    clientId: `edge-node-${camera}`,
    will: { name: 'cameraStatus', id: camera, body: { state: 'offline' } },
    onConnection(now) {
      if (state === 'left') return;
      if (now === 'lost' && state !== 'lost') reportError(contractError('BROKER_UNREACHABLE', broker));
      if (now === 'connected') log.info({ camera, broker }, 'connected');
      state = now;
    },
    onRefused: (error) => log.warn({ camera, code: error.code }, error.message),
  });
  const leave = async () => {
    state = 'left';
    await Promise.race([bus.then((open) => open.close()), sleep(FAREWELL_MS)]);
  };
  return { bus, connected: () => state === 'connected', leave };
}

function openSource({ source, camera }: EdgeNodeConfig): FrameSource {
  if (source.kind === 'file') return openFileSource(source);
  return openLiveSource(source, { now: Date.now, onOutage: (error) => { log.warn({ camera, code: error.code }, error.message); } });
}

/** Tells whoever waits for this camera that nothing will come, if the broker is there. */
async function sayNothingComes({ bus, leave }: Connection, camera: string): Promise<void> {
  const said = bus.then((open) => open.publish('cameraStatus', camera, { state: 'ended' }));
  await Promise.race([said, sleep(FAREWELL_MS)]);
  await leave();
}

function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));

async function run(config: EdgeNodeConfig): Promise<void> {
  const { camera } = config;
  const signal = untilSignalled();
  const models = await visionOptionsOf(config);
  const connection = connect(config);
  let source: FrameSource;
  try {
    source = openSource(config);
  } catch (error) {
    await sayNothingComes(connection, camera);
    throw error;
  }
  const [vision, bus] = await Promise.all([startVision(models), Promise.race([connection.bus, aborted(signal)])]);
  if (bus === undefined) return;
  const warn = (text: string) => log.warn({ camera }, text);
  const { frames, dropped, damage } = await runEdgeNode({ config, models, source, vision, bus, connected: connection.connected, warn }, signal);
  log.info({ camera, frames, dropped }, signal.aborted ? 'stopped' : 'ended');
  if (damage !== undefined) reportError(damage);
  if (config.clips.megabytes > 0) await sleep(1000 * config.clips.answerAfterEndSeconds, undefined, { signal }).catch(() => {});
  await connection.leave();
}

await runCommand({
  name: 'npm run edge-node --',
  about: 'Watches one camera or video: people, their poses and their tracks, onto MQTT.',
  options: { config: { value: 'FILE', about: 'JSON file; its schema is edge-node/src/config.ts', required: true } },
  run: ({ config }) => run(readConfig(config)),
});
// Retrying the broker, or a thread, would keep the process alive.
process.exit();
