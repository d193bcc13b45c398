import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { connectBus } from '@walkout/contracts/mqtt';
import { openRecording } from '@walkout/recordings';
import { startServer } from '../../store-server/src/server.ts';
import type { RunningServer } from '../../store-server/src/server.ts';
import { createEmbeddedBroker } from '../broker/embedded-broker.ts';
import { createCleanUps } from '../start/clean-ups.ts';
import { standInForEdgeNode } from './camera.ts';
import { MOMENT, NOW, playStreet } from './street.ts';

export const DEMO = 'recordings/demo';

export interface Stage {
  readonly server: RunningServer;
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly demo: string;
  /** What `npm run build:web` made; by default where it makes it. */
  readonly webFolder?: string;
}

/**
 * The demo store in the middle of its day, with a doubtful cart and all that belongs to it: real store server, real broker, clips
 * from the real videos. Only fusion's words are written by hand, since the demo's fusion is too sure to need a reviewer.
 */
export async function setStage({ demo, webFolder }: StageOptions): Promise<Stage> {
  const cleanUps = createCleanUps();
  const folder = await mkdtemp(join(tmpdir(), 'walkout-screens-'));
  cleanUps.add(() => rm(folder, { recursive: true, force: true }));
  const recording = await openRecording(demo);
  cleanUps.add(() => recording.close());
  const { layout, info } = recording;
  const broker = await createEmbeddedBroker({ port: 0 });
  cleanUps.add(() => broker.close());
  const server = await startServer({
    layout, databaseFile: join(folder, 'store.db'), brokerUrl: broker.url, host: '127.0.0.1', port: 0, clock: () => info.startedAt + NOW,
    logger: pino({ level: 'silent' }), ...(webFolder === undefined ? {} : { webFolder }),
  });
  cleanUps.add(() => server.close());
  await server.ready;
  const joinBus = async (clientId: string) => {
    const bus = await connectBus({ url: broker.url, store: layout.store, clientId });
    cleanUps.add(() => bus.close());
    return bus;
  };
  const [from, to] = [info.startedAt + MOMENT - 3_000, info.startedAt + MOMENT + 3_000];
  for (const { id } of layout.cameras) await standInForEdgeNode(recording, id, { from, to, bus: await joinBus(`edge-node-${id}`) });
  await playStreet(recording, await joinBus('street'));
  return { server, stop: () => cleanUps.run() };
}
