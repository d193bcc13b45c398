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

/** What can happen to a store. */
export type FaultKind =
  /** A process is killed -9, or held up for a while. */
  | { readonly on: 'process'; readonly process: 'broker' | 'fusion' | 'store server'; readonly how: 'killed' | 'held up' }
  /** The disk of fusion's journal takes no more. */
  | { readonly on: 'disk' }
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
  'disk full': { on: 'disk' },
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
  'messages late': sensor('camera', (random) => (message) => [{ ...parcelOf(message), later: random.uniform(0, 350) }]),
  'weights late': sensor('shelf', (random) => (message) => [{ ...parcelOf(message), later: random.uniform(0, 350) }]),
  'messages doubled': sensor('shelf', () => (message) => [parcelOf(message), { ...parcelOf(message), later: 150 }]),
  'messages cut': sensor('camera', (random) => (message) => {
    const { bytes } = parcelOf(message);
    return [{ bytes: bytes.subarray(0, random.integer(0, bytes.length - 1)), later: 0 }];
  }),
  'bits flipped': sensor('camera', (random) => (message) => [{ bytes: flipped(parcelOf(message).bytes, random), later: 0 }]),
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
  /** `camera/north`, for faults of sensors. */
  readonly source: string | undefined;
}

const LASTS: readonly [Milliseconds, Milliseconds] = [2_500, 6_000];
/** As long as an operator needs at least to notice and make room. */
const DISK_LASTS: Milliseconds = 3_000;

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
    const source = kind.on !== 'sensor' ? undefined : kind.sensor === 'camera' ? `camera/${random.pick(layout.cameras).id}` : `shelf/${random.pick(layout.shelves).id}`;
    const lasts = kind.on === 'disk' ? DISK_LASTS : Math.round(random.uniform(...LASTS));
    return { name, kind, at: Math.round(random.uniform(from, until)), lasts, source };
  }).sort((a, b) => a.at - b.at);
}
