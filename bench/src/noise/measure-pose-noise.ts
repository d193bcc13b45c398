import { keypointAt } from '@walkout/contracts';
import type { CameraTracks, ImageTrack, StoreLayout } from '@walkout/contracts';
import { createTrueView, figuresOf, GROUP_OF, JOINT_GROUPS, JOINT_STATES } from '@walkout/recordings/simulator';
import type { JointNoise, PosedShopper, PoseNoise, TrueFigure } from '@walkout/recordings/simulator';

/** The same moment as the simulator and as the networks see it. */
export interface SeenFrame {
  readonly posed: readonly PosedShopper[];
  /** By camera. */
  readonly tracks: ReadonlyMap<string, CameraTracks>;
}

interface Pair {
  readonly camera: string;
  readonly frame: number;
  readonly figure: TrueFigure;
  readonly track: ImageTrack | undefined;
}

/** Somebody found further from the truth than this part of their size (median joint) is not them. */
const SAME_PERSON = 0.25;
const FEWEST_JOINTS = 4;
const SHARES = [0.35, 0.6, 0.8, 1] as const;
const FEWEST_SAMPLES = 60;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const quantile = (sorted: readonly number[], part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
const tenths = (values: readonly number[]): number[] => {
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: 11 }, (_, index) => round(quantile(sorted, index / 10)));
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function gapOf({ joints, size }: TrueFigure, { keypoints }: ImageTrack): number {
  const gaps = joints.flatMap((joint, index) => (joint === undefined ? [] : [Math.hypot(keypoints.x[index]! - joint.pixel[0], keypoints.y[index]! - joint.pixel[1])]));
  return gaps.length < FEWEST_JOINTS ? Infinity : quantile(gaps.sort((a, b) => a - b), 0.5) / size;
}

/** Pairs figures and tracks of one picture, nearest first; what is left of the tracks is nobody. */
function pairPicture(figures: readonly TrueFigure[], tracks: readonly ImageTrack[]) {
  const gaps = figures.flatMap((figure) => tracks.map((track) => ({ figure, track, gap: gapOf(figure, track) })));
  const taken = new Map<TrueFigure, ImageTrack>();
  const used = new Set<ImageTrack>();
  for (const { figure, track, gap } of gaps.sort((a, b) => a.gap - b.gap)) {
    if (gap > SAME_PERSON || taken.has(figure) || used.has(track)) continue;
    taken.set(figure, track);
    used.add(track);
  }
  return { taken, nobody: tracks.filter((track) => !used.has(track)) };
}

interface Sample {
  readonly camera: string;
  readonly frame: number;
  readonly person: string;
  readonly joint: number;
  readonly group: (typeof JOINT_GROUPS)[number];
  readonly state: (typeof JOINT_STATES)[number];
  readonly confidence: number;
  /** Error, parts of the size. */
  readonly dx: number;
  readonly dy: number;
}

const samplesOf = ({ camera, frame, figure, track }: Pair): Sample[] =>
  track === undefined ? [] : figure.joints.flatMap((joint, index): Sample[] => {
    if (joint === undefined) return [];
    const [x, y, confidence] = keypointAt(track.keypoints, index);
    const [dx, dy] = [(x - joint.pixel[0]) / figure.size, (y - joint.pixel[1]) / figure.size];
    return [{ camera, frame, person: figure.person.shopper.id, joint: index, group: GROUP_OF[index]!, state: joint.state, confidence, dx, dy }];
  });

function jointNoise(samples: readonly Sample[]): JointNoise {
  const sorted = [...samples].sort((a, b) => a.confidence - b.confidence);
  const fifth = (index: number) => sorted.slice(Math.floor((index / 5) * sorted.length), Math.floor(((index + 1) / 5) * sorted.length));
  return {
    confidence: tenths(samples.map(({ confidence }) => confidence)),
    error: Array.from({ length: 5 }, (_, index) => {
      const radii = fifth(index).map(({ dx, dy }) => Math.max(1e-4, Math.hypot(dx, dy))).sort((a, b) => a - b);
      // The 90th percentile lies 1.2816 spreads above the median of a normal distribution.
      return { median: round(quantile(radii, 0.5)), spread: round(Math.log(quantile(radii, 0.9) / quantile(radii, 0.5)) / 1.2816) };
    }),
  };
}

/** Correlation of a joint's value with that of the frame before, after the joint's own mean is gone; ranks stand for values. */
function persistence(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const before = new Map<string, Sample>();
  const pairs: [number, number][] = [];
  for (const sample of samples) {
    const key = `${sample.camera} ${sample.person} ${sample.joint}`;
    const last = before.get(key);
    if (last !== undefined && last.frame === sample.frame - 1 && last.state === sample.state) pairs.push([value(last), value(sample)]);
    before.set(key, sample);
  }
  const ranks = (column: 0 | 1) => {
    const order = pairs.map((pair, index) => [pair[column], index] as const).sort((a, b) => a[0] - b[0]);
    const rank = new Float64Array(pairs.length);
    order.forEach(([, index], position) => (rank[index] = position / pairs.length - 0.5));
    return rank;
  };
  const [a, b] = [ranks(0), ranks(1)];
  const spearman = a.reduce((sum, x, index) => sum + x * b[index]!, 0) / Math.sqrt(a.reduce((sum, x) => sum + x * x, 0) * b.reduce((sum, x) => sum + x * x, 0));
  return round(2 * Math.sin((Math.PI / 6) * spearman));
}

function misses(pairs: readonly Pair[]): PoseNoise['misses'] {
  const before = new Map<string, Pair>();
  const counts = SHARES.map(() => ({ seen: 0, lost: 0, unseen: 0, found: 0 }));
  for (const pair of pairs) {
    const key = `${pair.camera} ${pair.figure.person.shopper.id}`;
    const last = before.get(key);
    before.set(key, pair);
    if (last === undefined || last.frame !== pair.frame - 1) continue;
    const count = counts[SHARES.findIndex((share) => pair.figure.share <= share)]!;
    const isFound = pair.track !== undefined;
    if (last.track === undefined) {
      count.unseen++;
      if (isFound) count.found++;
    } else {
      count.seen++;
      if (!isFound) count.lost++;
    }
  }
  return counts.map(({ seen, lost, unseen, found }, index) => ({
    upTo: SHARES[index]!, lost: round((lost + 0.5) / (seen + 1)), found: round((found + 0.5) / (unseen + 1)),
  }));
}

function switches(pairs: readonly Pair[]): number {
  const before = new Map<string, Pair>();
  let [followed, switched] = [0, 0];
  for (const pair of pairs) {
    if (pair.track === undefined) continue;
    const key = `${pair.camera} ${pair.figure.person.shopper.id}`;
    const last = before.get(key);
    before.set(key, pair);
    if (last === undefined || last.frame !== pair.frame - 1) continue;
    followed++;
    if (last.track!.track !== pair.track.track) switched++;
  }
  return round(switched / Math.max(1, followed));
}

interface Ghost { readonly camera: string; readonly frame: number; readonly track: ImageTrack; readonly beside: boolean }

function ghosts(found: readonly Ghost[], pictures: number): PoseNoise['ghosts'] {
  const keys = new Set(found.map(({ camera, frame, track }) => `${camera} ${frame} ${track.track}`));
  const lasting = found.filter(({ camera, frame, track }) => keys.has(`${camera} ${frame + 1} ${track.track}`)).length;
  return {
    begin: round((found.length - lasting) / pictures),
    last: round(lasting / Math.max(1, found.length)),
    confidence: tenths(found.flatMap(({ track }) => track.keypoints.confidence)),
    besidePeople: round(found.filter(({ beside }) => beside).length / Math.max(1, found.length)),
  };
}

/** Each group's mean. */
function meansBy<Row>(rows: readonly Row[], key: (row: Row) => string, value: (row: Row) => readonly number[]): Map<string, number[]> {
  const groups = new Map<string, (readonly number[])[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), value(row)]);
  return new Map([...groups].map(([name, values]) => [name, values[0]!.map((_, index) => mean(values.map((one) => one[index]!)))]));
}

/** Colours shift with the light alike in all cameras: only what differs from camera to camera, and from frame to frame, is noise. */
function appearance(pairs: readonly Pair[]): PoseNoise['appearance'] {
  const seen = pairs.flatMap(({ camera, figure, track }) => (track?.appearance === undefined ? [] : [{ camera, person: figure.person.shopper.id, colour: track.appearance }]));
  const byView = meansBy(seen, ({ camera, person }) => `${person}/${camera}`, ({ colour }) => colour);
  const byPerson = meansBy([...byView], ([key]) => key.split('/')[0]!, ([, colour]) => colour);
  const between = [...byView].flatMap(([key, colour]) => colour.map((value, index) => value - byPerson.get(key.split('/')[0]!)![index]!));
  const within = seen.flatMap(({ camera, person, colour }) => colour.map((value, index) => value - byView.get(`${person}/${camera}`)![index]!));
  const spread = (values: readonly number[]) => round(Math.sqrt(mean(values.map((value) => value ** 2))));
  const found = pairs.filter(({ track }) => track !== undefined).length;
  return { bias: spread(between), spread: spread(within), none: round(1 - seen.length / Math.max(1, found)) };
}

/** The noise of networks on pictures whose truth is known. */
export function measurePoseNoise(layout: StoreLayout, frames: readonly SeenFrame[]): PoseNoise {
  const views = layout.cameras.map((camera) => ({ camera: camera.id, view: createTrueView(layout, camera) }));
  const pairs: Pair[] = [];
  const nobodies: Ghost[] = [];
  for (const [frame, { posed, tracks }] of frames.entries()) {
    const figures = figuresOf(posed);
    for (const { camera, view } of views) {
      const shown = view(figures);
      const { taken, nobody } = pairPicture(shown, tracks.get(camera)?.tracks ?? []);
      for (const figure of shown) if (figure.joints.filter((joint) => joint !== undefined).length >= FEWEST_JOINTS) pairs.push({ camera, frame, figure, track: taken.get(figure) });
      for (const track of nobody) nobodies.push({ camera, frame, track, beside: shown.some((figure) => gapOf(figure, track) < 1) });
    }
  }
  const samples = pairs.flatMap(samplesOf);
  const joints = Object.fromEntries(JOINT_GROUPS.map((group) => [group, Object.fromEntries(JOINT_STATES.flatMap((state) => {
    const own = samples.filter((sample) => sample.group === group && sample.state === state);
    return own.length < FEWEST_SAMPLES ? [] : [[state, jointNoise(own)]];
  }))])) as PoseNoise['joints'];
  return {
    joints,
    persistence: { error: round((persistence(samples, ({ dx }) => dx) + persistence(samples, ({ dy }) => dy)) / 2), confidence: persistence(samples, ({ confidence }) => confidence) },
    misses: misses(pairs),
    score: tenths(pairs.flatMap(({ track }) => track?.score ?? [])),
    switches: switches(pairs),
    ghosts: ghosts(nobodies, frames.length * views.length),
    appearance: appearance(pairs),
  };
}
