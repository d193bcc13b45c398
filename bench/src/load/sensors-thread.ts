import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { connectBus } from '@walkout/contracts/mqtt';
import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { createLoadFeed } from './load-feed.ts';
import type { LoadOptions } from './load-feed.ts';
import { loadStore } from './load-store.ts';

/** Plays the cameras and gates of the load hall in real time from a moment that it is told; says how many camera frames it sent when it has ended. */
export interface SensorsOptions extends LoadOptions {
  readonly url: string;
  readonly duration: Milliseconds;
}

const { url, duration, ...load } = workerData.options as SensorsOptions;
const bus = await connectBus({ url, store: loadStore(load).layout.store, clientId: 'load-sensors' });
const started = once(parentPort!, 'message') as Promise<[startsAt: EpochMs]>;
parentPort!.postMessage('ready');
const [startsAt] = await started;
const feed = createLoadFeed(load, startsAt);
let frames = 0;
let worstDelay = 0;
for (let next = feed.next(); next.due < duration; next = feed.next()) {
  const early = startsAt + next.due - Date.now();
  if (early > 1) await delay(early);
  else worstDelay = Math.max(worstDelay, -early);
  const { name, id, body } = next.message;
  // Frames are sent as edge nodes send them: nobody waits for the broker.
  void (name === 'cameraTracks' ? bus.publish(name, id, body) : bus.publish(name, id, body));
  if (name === 'cameraTracks') frames++;
}
await bus.close();
parentPort!.postMessage({ frames, worstDelay });
