import type { CameraTracks, Milliseconds, StoreLayout } from '@walkout/contracts';
import type { SensorMessage } from '@walkout/fusion';
import type { Random } from '@walkout/recordings';
import { moved } from './day.ts';

/** Bytes on their way to the broker, and how much later than they should be. */
export interface Parcel {
  readonly bytes: Buffer;
  readonly later: Milliseconds;
}

/** What a fault of the wire or of a sensor makes of a message of that sensor, while it lasts. */
export type Meddling = (message: SensorMessage) => readonly Parcel[];

/** What several faults at once make of a message: what one of them swallows is gone, whatever else there is; else the first has it. */
export function meddled(message: SensorMessage, meddlings: readonly Meddling[]): readonly Parcel[] {
  const all = meddlings.map((meddling) => meddling(message));
  return all.some((parcels) => parcels.length === 0) ? [] : all[0] ?? [parcelOf(message)];
}

/** What can happen to a store. */
export type FaultKind =
  /** A process is killed -9, or held up for a while: a slow consumer, which reads nothing meanwhile. */
  | { readonly on: 'process'; readonly process: 'broker' | 'fusion' | 'store server'; readonly how: 'killed' | 'held up' }
  /** The disk of a process takes no more. */
  | { readonly on: 'disk'; readonly process: 'fusion' | 'store server' }
  /** The program of a sensor (an edge node, a shelf's controller) ends without a word, with all that it had not said yet, and is started again. */
  | { readonly on: 'controller'; readonly sensor: 'camera' | 'shelf' }
  /** A sensor, or the wire that it hangs on, does other than it should. */
  | { readonly on: 'sensor'; readonly sensor: 'camera' | 'shelf'; readonly isSilence?: true; readonly meddle: (random: Random) => Meddling };

/** A message as its sensor says it. */
export const parcelOf = (message: SensorMessage): Parcel => ({ bytes: Buffer.from(JSON.stringify(message.body)), later: 0 });
type Tracks = CameraTracks['tracks'];

const nothing: Meddling = () => [];

/** Changes what a camera sees. */
const onTracks = (change: (tracks: Tracks) => Tracks): Meddling => (message) =>
  message.name === 'cameraTracks' ? [parcelOf({ ...message, body: { ...message.body, tracks: change(message.body.tracks) } })] : [parcelOf(message)];

/** Changes what a scale weighs; the sample is numbered from the fault's beginning. */
const onGrams = (change: (grams: number, plate: number, sample: number) => number | null): Meddling => {
  let sample = 0;
  return (message) => {
    if (message.name !== 'shelfWeights') return [parcelOf(message)];
    const grams = message.body.grams.map((row) => {
      sample++;
      return row.map((value, plate) => (value === null ? null : change(value, plate, sample)));
    });
    return [parcelOf({ ...message, body: { ...message.body, grams } })];
  };
};

function frozenCamera(): Meddling {
  let first: Tracks | undefined;
  return onTracks((tracks) => (first ??= tracks));
}

function stuckScale(): Meddling {
  const kept = new Map<number, number>();
  return onGrams((grams, plate) => {
    if (!kept.has(plate)) kept.set(plate, grams);
    return kept.get(plate)!;
  });
}

/** Each message late by another time, so that later ones overtake. */
const outOfOrder = (random: Random): Meddling => (message) => [{ ...parcelOf(message), later: random.uniform(0, 350) }];
const doubled = (): Meddling => (message) => [parcelOf(message), { ...parcelOf(message), later: 150 }];
const cut = (random: Random): Meddling => (message) => {
  const { bytes } = parcelOf(message);
  return [{ bytes: bytes.subarray(0, random.integer(0, bytes.length - 1)), later: 0 }];
};
const bitsFlipped = (random: Random): Meddling => (message) => [{ bytes: flipped(parcelOf(message).bytes, random), later: 0 }];

const flipped = (bytes: Buffer, random: Random): Buffer => {
  const copy = Buffer.from(bytes);
  copy[random.integer(0, copy.length - 1)]! ^= 1 << random.integer(0, 7);
  return copy;
};

const sensor = (kind: 'camera' | 'shelf', meddle: (random: Random) => Meddling, isSilence?: true): FaultKind =>
  ({ on: 'sensor', sensor: kind, meddle, ...(isSilence === undefined ? {} : { isSilence }) });

/** Every fault by its name. */
export const FAULTS: Readonly<Record<string, FaultKind>> = {
  'broker killed': { on: 'process', process: 'broker', how: 'killed' },
  'fusion killed': { on: 'process', process: 'fusion', how: 'killed' },
  'store server killed': { on: 'process', process: 'store server', how: 'killed' },
  'fusion held up': { on: 'process', process: 'fusion', how: 'held up' },
  'store server held up': { on: 'process', process: 'store server', how: 'held up' },
  'disk of fusion full': { on: 'disk', process: 'fusion' },
  'disk of the store server full': { on: 'disk', process: 'store server' },
  'edge node killed': { on: 'controller', sensor: 'camera' },
  'shelf controller killed': { on: 'controller', sensor: 'shelf' },
  'camera unplugged': sensor('camera', () => nothing, true),
  'camera black': sensor('camera', () => onTracks(() => [])),
  'camera frozen': sensor('camera', frozenCamera),
  'camera at half rate': sensor('camera', () => {
    let frame = 0;
    return (message) => (frame++ % 2 === 0 ? [parcelOf(message)] : []);
  }),
  'camera 2 s late': sensor('camera', () => (message) => [{ ...parcelOf(message), later: 2_000 }]),
  'clock off by 300 ms': sensor('camera', (random) => {
    const by = random.pick([-300, 300]);
    return (message) => [parcelOf(moved(message, by))];
  }),
  'clock jumps by an hour': sensor('camera', (random) => {
    const by = random.pick([-3_600_000, 3_600_000]);
    return (message) => [parcelOf(moved(message, by))];
  }),
  'frames out of order': sensor('camera', outOfOrder),
  'weights out of order': sensor('shelf', outOfOrder),
  'frames doubled': sensor('camera', doubled),
  'weights doubled': sensor('shelf', doubled),
  'frames cut': sensor('camera', cut),
  'weights cut': sensor('shelf', cut),
  'frames with flipped bits': sensor('camera', bitsFlipped),
  'weights with flipped bits': sensor('shelf', bitsFlipped),
  'scale silent': sensor('shelf', () => nothing, true),
  'scale stuck': sensor('shelf', stuckScale),
  'scale drifting': sensor('shelf', () => onGrams((grams, _, sample) => Math.round(10 * (grams + 0.005 * sample)) / 10)),
  'scale spiking': sensor('shelf', (random) => onGrams((grams) => (random.chance(0.01) ? grams + random.pick([-1, 1]) * random.uniform(500, 5_000) : grams))),
};

/** A fault that will happen. */
export interface PlannedFault {
  readonly name: string;
  readonly kind: FaultKind;
  /** Milliseconds after opening. */
  readonly at: Milliseconds;
  readonly lasts: Milliseconds;
  /** `camera/north`, for faults of sensors and their controllers. */
  readonly source: string | undefined;
}

const LASTS: readonly [Milliseconds, Milliseconds] = [2_500, 6_000];
/** Long enough for it to be noticed, or not. */
const SILENCE_LASTS: readonly [Milliseconds, Milliseconds] = [4_500, 6_500];
/** As systemd and a small computer need to start a program. */
const CONTROLLER_AWAY: Milliseconds = 2_000;
/** As long as an operator needs at least to notice and make room. */
const DISK_LASTS: Milliseconds = 3_000;

function lastsOf(kind: FaultKind, random: Random): Milliseconds {
  if (kind.on === 'disk') return DISK_LASTS;
  if (kind.on === 'controller') return CONTROLLER_AWAY;
  return Math.round(random.uniform(...(kind.on === 'sensor' && kind.isSilence === true ? SILENCE_LASTS : LASTS)));
}

const sourceFor = (sensor: 'camera' | 'shelf', { cameras, shelves }: StoreLayout, random: Random): string =>
  sensor === 'camera' ? `camera/${random.pick(cameras).id}` : `shelf/${random.pick(shelves).id}`;

/** What to plan. */
export interface FaultPlan {
  readonly count: number;
  /** The first and the last may begin then, milliseconds after opening. */
  readonly from: Milliseconds;
  readonly until: Milliseconds;
  /** Of {@link FAULTS}; all, when left out. */
  readonly names?: readonly string[];
}

/** So many faults in random order and places, alone and mixed, over the middle of a day. */
export function planFaults(random: Random, layout: StoreLayout, { count, from, until, names = Object.keys(FAULTS) }: FaultPlan): PlannedFault[] {
  return Array.from({ length: count }, (): PlannedFault => {
    const name = random.pick(names);
    const kind = FAULTS[name]!;
    const source = 'sensor' in kind ? sourceFor(kind.sensor, layout, random) : undefined;
    const lasts = lastsOf(kind, random);
    return { name, kind, at: Math.round(random.uniform(from, until)), lasts, source };
  }).sort((a, b) => a.at - b.at);
}
