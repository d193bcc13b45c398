import { setTimeout as delay } from 'node:timers/promises';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { connectAsync } from 'mqtt';
import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { setNoDelay } from '@walkout/contracts/mqtt';
import type { LoadOptions } from './load-feed.ts';
import { readLoad, renderLoad } from './rendered-load.ts';

/**
 * Plays the cameras and gates of the load hall in real time from a moment that it is told; says how many camera frames it sent
 * when it has ended. What they say is written down first, as bytes, for drawing it takes longer than fusion takes to hear it.
 */
export interface SensorsOptions extends LoadOptions {
  readonly url: string;
  /** Where what they say is written; made anew. */
  readonly file: string;
  readonly duration: Milliseconds;
}

const { url, file, duration, ...load } = workerData.options as SensorsOptions;
const frames = renderLoad(load, { file, duration });
const client = await connectAsync(url, { clientId: 'load-sensors', protocolVersion: 4 });
setNoDelay(client);
const started = once(parentPort!, 'message') as Promise<[startsAt: EpochMs]>;
parentPort!.postMessage('ready');
const [startsAt] = await started;
let worstDelay = 0;
for (const { due, topic, payload } of readLoad(file, startsAt)) {
  const early = startsAt + due - Date.now();
  if (early > 1) await delay(early);
  else worstDelay = Math.max(worstDelay, -early);
  // Sent as edge nodes send: nobody waits for the broker.
  client.publish(topic, payload, { qos: 1 });
}
await client.endAsync();
parentPort!.postMessage({ frames, worstDelay });
