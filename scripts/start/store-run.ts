import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WalkoutError } from '@walkout/contracts';
import type { Cart, Milliseconds, People, Receipt } from '@walkout/contracts';
import { play } from '@walkout/recordings';
import type { Recording } from '@walkout/recordings';
import { createCleanUps } from './clean-ups.ts';
import type { CleanUps } from './clean-ups.ts';
import type { Progress } from './progress-text.ts';
import { listenToRun } from './run-log.ts';
import type { RunLog } from './run-log.ts';
import { startServices } from './services.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { staffSession } from './staff-session.ts';
import { watchStillness } from './stillness.ts';
import { watchServices } from './watch-services.ts';

export interface StoreRunOptions {
  readonly recording: Recording;
  /** Seconds of the recording that pass in one; Infinity: as fast as can be. */
  readonly speed: number;
  /** An MQTT broker that runs already; without it one runs in this process. */
  readonly brokerUrl?: string | undefined;
  /** The tablet's port; 0: any free one. */
  readonly port: number;
  /** The store server's database file; without it one that is gone after the run. */
  readonly database?: string | undefined;
  /** Keep everyone's joints at every moment, for the bench. */
  readonly keepPeople?: boolean;
  readonly onReceipt?: (receipt: Receipt) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Something went wrong, and the store goes on. */
  readonly onTrouble?: (error: WalkoutError) => void;
}

export interface RunResult {
  /** The last word on each visit, by visit. */
  readonly carts: readonly Cart[];
  /** By number. */
  readonly receipts: readonly Receipt[];
  /** Visits that wait for staff instead of having a receipt. */
  readonly inReview: readonly string[];
  /** Everyone at every moment, where it was asked for. */
  readonly people: readonly People[];
  /** From the start of the services to the first frame. */
  readonly startUp: Milliseconds;
  /** From the first frame to the last receipt. */
  readonly took: Milliseconds;
}

/** A store that runs on a recording. */
export interface RunningStore {
  /** The staff's page, with its token. */
  readonly tabletUrl: string;
  /** The end of the recording. Rejects where nothing can go on: SERVICE_ENDED, CAMERAS_GONE, RUN_STANDS_STILL. */
  readonly finished: Promise<RunResult>;
  /** Ends every service. */
  stop(): Promise<void>;
}

const PROGRESS_EVERY: Milliseconds = 250;
const SETTLED_POLL: Milliseconds = 50;
const TABLET_LINK = /https?:\/\/[^\s"]+\/tablet\?token=[^\s"&]+/;

/**
 * Starts the whole store on a recording: broker, an edge node a camera, fusion, store server, and the player of scales and gates.
 *
 * @throws WalkoutError PORT_IN_USE, BROKER_UNREACHABLE, SERVICE_ENDED, CAMERAS_GONE; whatever had been started is ended then
 */
export async function startStore(options: StoreRunOptions): Promise<RunningStore> {
  const cleanUps = createCleanUps();
  try {
    const { store } = options.recording.layout;
    const stage = await setStage({ store, brokerUrl: options.brokerUrl, port: options.port }, cleanUps);
    return await openStore(options, stage, cleanUps);
  } catch (error) {
    await cleanUps.run();
    throw error;
  }
}

async function openStore(options: StoreRunOptions, stage: Stage, cleanUps: CleanUps): Promise<RunningStore> {
  const { recording, speed, port, keepPeople = false, onReceipt = () => undefined, onTrouble = () => undefined } = options;
  const { brokerUrl, scratch } = stage;
  const startedAt = performance.now();
  const bus = await stage.connect();
  const log = await listenToRun(bus, { keepPeople, onReceipt });
  const services = await startServices({ recording, brokerUrl, speed, port, database: options.database ?? join(scratch, 'store.db'), scratch });
  cleanUps.add(() => Promise.all([...services.edgeNodes.map(({ process }) => process), services.storeServer, services.fusion].map((process) => process.stop())));

  const announceGone = async (camera: string) => {
    await log.until((state) => state.fusion !== 'away');
    await bus.publish('cameraStatus', camera, { state: 'offline' });
  };
  const watch = watchServices({
    services,
    onCameraLost(camera, error) {
      onTrouble(error);
      void announceGone(camera);
    },
  });
  cleanUps.add(watch.dismiss);
  const stillness = watchStillness(log.state, speed);
  cleanUps.add(stillness.stop);
  const failure = Promise.race([watch.failure, stillness.failure]);

  await Promise.race([failure, log.until((state) => state.fusion !== 'away' && state.storeServer === 'online')]);
  const [tabletUrl] = await Promise.race([failure, services.storeServer.says(TABLET_LINK)]);
  const progress = setInterval(() => options.onProgress?.(progressOf(recording, log)), PROGRESS_EVERY);
  cleanUps.add(() => clearInterval(progress));

  const withVideo = new Set(services.edgeNodes.map(({ camera }) => camera));
  for (const { id } of recording.layout.cameras) if (!withVideo.has(id)) await announceGone(id);

  async function follow(): Promise<RunResult> {
    await play({ recording, url: brokerUrl, speed }).catch((error: unknown) => {
      if (!(error instanceof WalkoutError)) throw error;
      onTrouble(error);
    });
    await log.until((state) => state.fusion === 'ended');
    const inReview = await reviewsOnceSettled(tabletUrl, log);
    const { firstFrameAt = startedAt, lastReceiptAt = performance.now() } = log.state;
    return {
      carts: log.carts(),
      receipts: log.receipts(),
      inReview,
      people: log.people,
      startUp: firstFrameAt - startedAt,
      took: lastReceiptAt - firstFrameAt,
    };
  }
  const finished = Promise.race([failure, follow()]).finally(() => {
    clearInterval(progress);
    stillness.stop();
  });
  return { tabletUrl, finished, stop: () => cleanUps.run() };
}

function progressOf({ info }: Recording, { state }: RunLog): Progress {
  return {
    played: Math.max(0, state.watermark - info.startedAt),
    length: info.endedAt - info.startedAt,
    peopleInStore: state.peopleInStore,
    frames: state.frames,
    took: state.firstFrameAt === undefined ? 0 : performance.now() - state.firstFrameAt,
  };
}

/** Waits until the store server has made of every closed cart a receipt or a review; which visits are in review. */
async function reviewsOnceSettled(tabletUrl: string, log: RunLog): Promise<string[]> {
  const session = staffSession(tabletUrl);
  const closed = log.carts().filter((cart) => cart.state === 'closed').map((cart) => cart.visit);
  for (;;) {
    const open = new Set(await session.visits('open'));
    if (!closed.some((visit) => open.has(visit))) break;
    await delay(SETTLED_POLL);
  }
  const settled = await session.visits('settled');
  await log.until(() => settled.every((visit) => log.receipts().some((receipt) => receipt.visit === visit)));
  return session.visits('review');
}
