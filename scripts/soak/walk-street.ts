import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout as delay } from 'node:timers/promises';
import { topicOf } from '@walkout/contracts';
import type { ClipPart, ClipRequest, StoreLayout } from '@walkout/contracts';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { sourceOf } from '@walkout/fusion';
import type { MqttClient } from 'mqtt';
import { joinSensor, statusTopicOf } from '../stage/join-sensor.ts';
import type { DayPlan } from './plan-day.ts';
import { sensorWords } from './sensor-words.ts';
import { storeTimeOf } from './store-clock.ts';
import type { StoreClock } from './store-clock.ts';

export interface StreetOptions {
  readonly layout: StoreLayout;
  readonly seed: number;
  readonly day: DayPlan;
  readonly clock: StoreClock;
  readonly brokerUrl: string;
  /** One a sensor. */
  readonly credentials: readonly BrokerCredentials[];
}

export type StreetWord =
  | { readonly kind: 'left'; readonly visit: string; readonly lines: Readonly<Record<string, number>> }
  /** How far behind the store's time the sensors have been at most since the last such word, store ms. */
  | { readonly kind: 'late'; readonly by: number }
  | { readonly kind: 'ended'; readonly at: number };

const STEP_MS = 4;
const LATE_EVERY_MS = 1_000;
const PICTURES = 8;
const PICTURE_BYTES = 4_096;

const { layout, seed, day, clock, brokerUrl, credentials } = workerData as StreetOptions;
const say = (word: StreetWord): void => parentPort!.postMessage(word);
const clients = new Map(credentials.map((one) => [one.userName, joinSensor(brokerUrl, layout.store, one)]));

/** Cameras have no pictures here; what they answer is as large as a short clip would be. */
function answerClips(client: MqttClient, camera: string): void {
  const jpeg = Buffer.alloc(PICTURE_BYTES, camera).toString('base64');
  client.on('connect', () => void client.subscribe(topicOf('clipRequest', layout.store, camera), { qos: 1 }));
  client.on('message', (_topic, payload) => {
    const { request, from, to } = JSON.parse(payload.toString('utf8')) as ClipRequest;
    const frames = Array.from({ length: PICTURES }, (_, index) => ({ at: Math.round(from + ((to - from) * index) / PICTURES), jpeg }));
    const part: ClipPart = { request, part: 0, last: true, frames };
    client.publish(topicOf('clipPart', layout.store, camera), JSON.stringify(part), { qos: 1 });
  });
}
for (const { id } of layout.cameras) answerClips(clients.get(`camera/${id}`)!, id);

let lateBy = 0;
let saidAt = 0;
let last = clock.storeStart;
for (const { at, messages, departures } of sensorWords(layout, seed, day)) {
  last = at;
  for (;;) {
    const behind = storeTimeOf(clock, Date.now()) - at;
    lateBy = Math.max(lateBy, behind);
    if (behind >= 0) break;
    await delay(STEP_MS);
  }
  for (const message of messages) {
    clients.get(sourceOf(message))!.publish(topicOf(message.name, layout.store, message.id), JSON.stringify(message.body), { qos: 1 });
  }
  for (const departure of departures) say({ kind: 'left', ...departure });
  if (Date.now() < saidAt + LATE_EVERY_MS) continue;
  say({ kind: 'late', by: lateBy });
  [lateBy, saidAt] = [0, Date.now()];
  // Acknowledgements are read here even when the street has fallen behind.
  await delay(0);
}
const end = JSON.stringify({ state: 'ended', capturedAt: last });
await Promise.all([...clients].map(([source, client]) => client.publishAsync(statusTopicOf(layout.store, source), end, { qos: 1, retain: true })));
say({ kind: 'ended', at: last });
await Promise.all([...clients.values()].map((client) => client.endAsync()));
