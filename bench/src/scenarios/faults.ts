import type { EpochMs, Grams, Milliseconds, StoreLayout } from '@walkout/contracts';
import { momentOf } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import type { Random } from '@walkout/recordings/simulator';

/** A message and when it comes in, by the store's clock. */
export interface Delivery {
  readonly message: SensorMessage;
  readonly at: EpochMs;
}

/** What becomes of a message on its way: nothing, the message, another one, several. */
export type Fault = (delivery: Delivery) => readonly Delivery[];

const CLOCK_OFF: Milliseconds = 300;
/** Weights creep by this much a second: a cell that warms up, at its worst. */
const DRIFT_PER_SECOND: Grams = 0.25;
const DRIFTING_SHARE = 0.25;
const DEAD_CELLS = 3;
const LATE_CHANCE = 0.2;
const LATEST: Milliseconds = 350;
const DOUBLED_CHANCE = 0.05;
const LOST_AFTER: Milliseconds = 15_000;

type Weights = Extract<SensorMessage, { name: 'shelfWeights' }>;

const onWeights = (change: (message: Weights) => Weights): Fault => (delivery) =>
  delivery.message.name === 'shelfWeights' ? [{ ...delivery, message: change(delivery.message) }] : [delivery];

const withGrams = (message: Weights, change: (grams: number | null, plate: number, at: EpochMs) => number | null): Weights => ({
  ...message,
  body: { ...message.body, grams: message.body.grams.map((row, sample) => row.map((grams, plate) => change(grams, plate, message.body.capturedAt[sample]!))) },
});

/** Every fault that sensors and the network have, by name. */
export const FAULTS: Readonly<Record<string, (layout: StoreLayout, random: Random) => Fault>> = {
  'dead cells': ({ shelves }, random) => {
    const dead = new Set(Array.from({ length: DEAD_CELLS }, () => random.pick(random.pick(shelves).plates).id));
    const plates = new Map(shelves.map((shelf) => [shelf.id, shelf.plates.map(({ id }) => dead.has(id))]));
    return onWeights((message) => withGrams(message, (grams, plate) => (plates.get(message.id)![plate] ? null : grams)));
  },
  drift: ({ shelves }, random) => {
    const rates = new Map(shelves.map((shelf) => [shelf.id, shelf.plates.map(() => (random.chance(DRIFTING_SHARE) ? random.normal(0, DRIFT_PER_SECOND) : 0))]));
    let began: EpochMs | undefined;
    return onWeights((message) => withGrams(message, (grams, plate, at) => {
      began ??= at;
      return grams === null ? null : Math.round((grams + (rates.get(message.id)![plate]! * (at - began)) / 1000) * 10) / 10;
    }));
  },
  'a camera lost': ({ cameras }, random) => {
    const lost = random.pick(cameras).id;
    let began: EpochMs | undefined;
    return (delivery) => {
      began ??= delivery.at;
      return delivery.message.name === 'cameraTracks' && delivery.message.id === lost && delivery.at > began + LOST_AFTER ? [] : [delivery];
    };
  },
  'a clock off by 300 ms': ({ cameras }, random) => {
    const { id } = random.pick(cameras);
    const off = random.pick([-CLOCK_OFF, CLOCK_OFF]);
    return ({ message, at }) => message.name === 'cameraTracks' && message.id === id
      ? [{ at, message: { ...message, body: { ...message.body, capturedAt: message.body.capturedAt + off } } }]
      : [{ message, at }];
  },
  'late and doubled messages': (_layout, random) => ({ message, at }) => {
    const late = random.chance(LATE_CHANCE) ? at + random.uniform(0, LATEST) : at;
    return random.chance(DOUBLED_CHANCE) ? [{ message, at: late }, { message, at: late + random.uniform(1, LATEST) }] : [{ message, at: late }];
  },
};

/** Messages in the order in which they come in; those of one moment in the order of the moments they speak of. */
export const byArrival = (a: Delivery, b: Delivery): number => a.at - b.at || momentOf(a.message) - momentOf(b.message);
