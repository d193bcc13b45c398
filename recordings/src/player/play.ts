import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { EpochMs, MessageOf, TopicName } from '@walkout/contracts';
import type { RecordedMessage, Recording, Speaker } from '../format/open-recording.ts';
import { createFusionLeash } from './fusion-leash.ts';
import { createPace } from './pace.ts';

const SENSORS: readonly TopicName[] = ['shelfWeights', 'gatePassages'];
/**
 * What is played. `sensors`: weights and passages, edge nodes add what the videos show; `tracks`: what edge nodes said as
 * well; `all`: everything, also what fusion and the store server said, for pages without them.
 */
export const PLAYED_TOPICS = {
  sensors: SENSORS,
  tracks: [...SENSORS, 'cameraTracks'],
  all: [...SENSORS, 'cameraTracks', 'visitOpened', 'receipt', 'cart', 'shelfEvent', 'people', 'positions', 'fusionStatus', 'storeStatus'],
} as const satisfies Record<string, readonly TopicName[]>;
export type PlayedTopics = keyof typeof PLAYED_TOPICS;

export interface PlayOptions {
  readonly recording: Recording;
  /** Address of the broker. */
  readonly url: string;
  /** Seconds of the recording that pass in one; Infinity: as fast as fusion follows. */
  readonly speed: number;
  readonly topics?: PlayedTopics;
  /** A sentence now and then on how it goes. */
  readonly say?: (sentence: string) => void;
  readonly onProgress?: (at: EpochMs) => void;
}

/** Sensors that have a status of their own, by what they send. */
const STATUS_OF = { shelfWeights: 'shelfStatus', gatePassages: 'gateStatus', cameraTracks: 'cameraStatus' } as const;
type Sensor = keyof typeof STATUS_OF;
const isSensor = (name: TopicName): name is Sensor => name in STATUS_OF;

/** Enough to keep the broker busy, few enough that memory stays small. */
const MAX_UNACKNOWLEDGED = 256;

/**
 * Plays a recording to the broker in time order: each sensor as a client of its own, so that each has its status and its
 * last will, as the real ones do. Never more than 5 s ahead of fusion (see {@link createFusionLeash}), except with topics
 * `all`, which hold fusion's own words. Resolves when all is sent and each sensor has said `ended`.
 *
 * @throws WalkoutError RECORDING_DAMAGED, after what could be read has been played and the sensors have said `ended`
 */
export async function play(options: PlayOptions): Promise<void> {
  const { recording, topics = 'sensors', say = () => {} } = options;
  const wanted: readonly TopicName[] = PLAYED_TOPICS[topics];
  const { info } = recording;
  const speakers = recording.speakers.filter(({ name }) => wanted.includes(name));
  const leash = createFusionLeash(info.startedAt, () => say('waiting for fusion'));
  const main = await connectBus({ url: options.url, store: info.store, clientId: 'player' });
  if (topics !== 'all') {
    await main.subscribe(['fusionStatus'], (message) => leash.heard(message.body as MessageOf<'fusionStatus'>));
  }
  const buses = new Map<string, Bus>();
  for (const speaker of speakers) {
    if (isSensor(speaker.name)) buses.set(keyOf(speaker), await connectSensor(options, speaker as Speaker & { name: Sensor }));
  }
  try {
    const pace = createPace(options.speed, () => performance.now());
    await send(recording.messages(), {
      wanted,
      async before(message) {
        if (topics !== 'all') await leash.ready(message.at);
        await pace(message.at);
        options.onProgress?.(message.at);
      },
      busOf: (message) => buses.get(keyOf(message)) ?? main,
    });
  } finally {
    for (const { name, id } of speakers) {
      if (!isSensor(name)) continue;
      const bus = buses.get(keyOf({ name, id }))!;
      await bus.publish(STATUS_OF[name], id, { state: 'ended', capturedAt: info.endedAt });
      await bus.close();
    }
    await main.close();
  }
}

const keyOf = ({ name, id }: { name: TopicName; id: string }): string => `${name}/${id}`;

async function connectSensor({ url, recording }: PlayOptions, { name, id }: Speaker & { name: Sensor }): Promise<Bus> {
  const status = STATUS_OF[name];
  const bus = await connectBus({
    url,
    store: recording.info.store,
    clientId: `player-${status}-${id}`,
    will: { name: status, id, body: { state: 'offline' } },
  });
  await bus.publish(status, id, { state: 'online', capturedAt: recording.info.startedAt });
  return bus;
}

interface Sending {
  readonly wanted: readonly TopicName[];
  before(message: RecordedMessage): Promise<void>;
  busOf(message: RecordedMessage): Bus;
}

async function send(messages: AsyncIterable<RecordedMessage>, { wanted, before, busOf }: Sending): Promise<void> {
  let unacknowledged: Promise<void>[] = [];
  try {
    for await (const message of messages) {
      if (!wanted.includes(message.name)) continue;
      await before(message);
      unacknowledged.push(busOf(message).publish(message.name, message.id || undefined, message.body));
      if (unacknowledged.length < MAX_UNACKNOWLEDGED) continue;
      await Promise.all(unacknowledged);
      unacknowledged = [];
    }
  } finally {
    await Promise.all(unacknowledged);
  }
}
