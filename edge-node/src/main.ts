import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { contractError } from '@walkout/contracts';
import type { SensorStatus } from '@walkout/contracts';
import { integerOption, reportError, runCommand } from '@walkout/contracts/command';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { startWatch } from '@walkout/contracts/watch';
import { readConfig } from './config.ts';
import type { EdgeNodeConfig } from './config.ts';
import { runEdgeNode } from './io/edge-node.ts';
import { edgeRegistry, troublesOf } from './io/edge-registry.ts';
import type { EdgeFigures } from './io/edge-registry.ts';
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

/** Serves health and figures, where they are wanted; what it gives back takes note of what the camera says of itself. */
async function watchOver({ camera }: EdgeNodeConfig, { connected }: Connection, port: number | undefined) {
  let said: Omit<EdgeFigures, 'isConnected'> = { status: undefined, frames: 0 };
  const look = (): EdgeFigures => ({ ...said, isConnected: connected() });
  if (port !== undefined) log.info({ camera, url: (await startWatch({ port, registry: edgeRegistry(camera, look), troubles: () => troublesOf(look()) })).url }, 'watch');
  return (status: SensorStatus, frames: number) => void (said = { status, frames });
}

async function run(config: EdgeNodeConfig, watchPort: number | undefined): Promise<void> {
  const { camera } = config;
  const signal = untilSignalled();
  const models = await visionOptionsOf(config);
  const connection = connect(config);
  const onStatus = await watchOver(config, connection, watchPort);
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
  const { frames, dropped, damage } = await runEdgeNode({ config, models, source, vision, bus, connected: connection.connected, warn, onStatus }, signal);
  log.info({ camera, frames, dropped }, signal.aborted ? 'stopped' : 'ended');
  if (damage !== undefined) reportError(damage);
  if (config.clips.megabytes > 0) await sleep(1000 * config.clips.answerAfterEndSeconds, undefined, { signal }).catch(() => {});
  await connection.leave();
}

await runCommand({
  name: 'npm run edge-node --',
  about: 'Watches one camera or video: people, their poses and their tracks, onto MQTT.',
  options: {
    config: { value: 'FILE', about: 'JSON file; its schema is edge-node/src/config.ts', required: true },
    'watch-port': { value: 'N', about: 'serves /healthz, /readyz and /metrics to this machine' },
  },
  run: ({ config, 'watch-port': port }) => run(readConfig(config), port === undefined ? undefined : integerOption('watch-port', port, { minimum: 0, maximum: 65_535 })),
});
// Retrying the broker, or a thread, would keep the process alive.
process.exit();
