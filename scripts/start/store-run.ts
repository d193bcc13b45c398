import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { WalkoutError } from '@walkout/contracts';
import type { Cart, Milliseconds, People, Receipt } from '@walkout/contracts';
import { play } from '@walkout/recordings';
import type { Recording } from '@walkout/recordings';
import { createCleanUps } from './clean-ups.ts';
import type { CleanUps } from './clean-ups.ts';
import type { Progress } from './progress-text.ts';
import { listenToRun } from './run-log.ts';
import type { RunState } from './run-log.ts';
import { startServices } from './services.ts';
import { visitsInReview } from './settled-visits.ts';
import { staffSession } from './staff-session.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { watchRun } from './watch-run.ts';

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
  /** Ends the run early: what is under way then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
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
  /** A link that opens the tablet once, on one device; after that it is the device that knows the way. */
  readonly tabletUrl: string;
  /** The end of the recording. Rejects where nothing can go on: SERVICE_ENDED, CAMERAS_GONE, RUN_STANDS_STILL. */
  readonly finished: Promise<RunResult>;
  /** Ends every service. */
  stop(): Promise<void>;
}

const PROGRESS_EVERY: Milliseconds = 250;
const TABLET_LINK = /https?:\/\/[^\s"]+\/enrol#[^\s"]+/;
const TOKEN_BYTES = 24;

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
  const staffToken = randomBytes(TOKEN_BYTES).toString('base64url');
  const database = options.database ?? join(scratch, 'store.db');
  const services = await startServices({ recording, brokerUrl, speed, port, database, staffToken, scratch });
  cleanUps.add(services.stop);

  /** Fusion must not wait for a camera that will not speak. */
  const announceGone = async (camera: string) => {
    await log.until(({ fusion }) => fusion !== 'away');
    await bus.publish('cameraStatus', camera, { state: 'offline' });
  };
  const watch = watchRun({
    services,
    speed,
    state: log.state,
    signal: options.signal,
    onCameraLost(camera, error) {
      onTrouble(error);
      void announceGone(camera);
    },
  });
  cleanUps.add(watch.dismiss);
  await Promise.race([watch.failure, log.until(({ fusion, storeServer }) => fusion !== 'away' && storeServer === 'online')]);
  const [tabletUrl] = await Promise.race([watch.failure, services.storeServer.says(TABLET_LINK)]);
  for (const { id } of recording.layout.cameras) {
    if (!services.edgeNodes.some(({ camera }) => camera === id)) await announceGone(id);
  }

  async function follow(): Promise<RunResult> {
    await play({ recording, url: brokerUrl, speed }).catch((error: unknown) => {
      if (!(error instanceof WalkoutError)) throw error;
      onTrouble(error);
    });
    await log.until(({ fusion }) => fusion === 'ended');
    const inReview = await visitsInReview(staffSession(new URL(tabletUrl).origin, staffToken), log);
    const { firstFrameAt = startedAt, lastReceiptAt = performance.now() } = log.state;
    const [startUp, took] = [firstFrameAt - startedAt, lastReceiptAt - firstFrameAt];
    return { carts: log.carts(), receipts: log.receipts(), people: log.people, inReview, startUp, took };
  }
  const progress = setInterval(() => options.onProgress?.(progressOf(recording, log.state)), PROGRESS_EVERY);
  cleanUps.add(() => clearInterval(progress));
  const finished = Promise.race([watch.failure, follow()]).finally(() => clearInterval(progress));
  // Who stops the store early may not have waited for it.
  finished.catch(() => undefined);
  return { tabletUrl, finished, stop: () => cleanUps.run() };
}

function progressOf({ info }: Recording, { watermark, peopleInStore, frames, firstFrameAt }: Readonly<RunState>): Progress {
  return {
    played: Math.max(0, watermark - info.startedAt),
    length: info.endedAt - info.startedAt,
    peopleInStore,
    frames,
    took: firstFrameAt === undefined ? 0 : performance.now() - firstFrameAt,
  };
}
