import { subtract } from '@walkout/contracts';
import type { EpochMs, FloorPoint, Metres, Milliseconds, Probability, Radians, StorePoint } from '@walkout/contracts';
import type { Hand, HandLog, PersonSample } from './hand-log.ts';

export interface ReachOptions {
  /** How long before the first change of weight, and after the last, a hand may have been there. */
  readonly margin: Milliseconds;
  /** A hand this near to the centre of the change is as near as can be, for goods are wide and hands grasp them anywhere: along the shelf … */
  readonly alongSlack: Metres;
  /** … and across it, in depth and height together. */
  readonly acrossSlack: Metres;
  /** Spread of hand distances beyond the slack, besides the joint's own error: the plates say well where along the shelf, and nothing of the rest. */
  readonly alongSpread: Metres;
  readonly acrossSpread: Metres;
  /** A hand that hardly any camera is sure of is still where it seems to be this often. */
  readonly unsureRight: Probability;
  /** Share of wrong poses, and how far they put hands: a hand not quite there still says more than one far away. */
  readonly wrongPoses: Probability;
  readonly wrongPoseSpread: Metres;
  /** A body further from the goods than people stand when they reach becomes unlikely … */
  readonly standing: Metres;
  /** … over this distance. */
  readonly bodySpread: Metres;
  /** Looks at a hand that follow each other mostly err alike: each further one says this much of what a first one does. */
  readonly anotherLook: number;
  /** A hand that moves goods was reached out for them: within so long before, as seen from the body … */
  readonly reachingOut: Milliseconds;
  /** … it came in, or up or down, by more than this. */
  readonly reachedOut: Metres;
  /** A hand that was not, such as that of somebody who walks by, moves goods this much more rarely than one that was. */
  readonly heldStill: number;
  /** Likelihood of a change by a hand that nobody saw, of somebody close by. */
  readonly handsUnseen: number;
  /** Likelihood of a change by a hand that was surely seen, far away. */
  readonly handsElsewhere: number;
  /** Likelihood of somebody without a visit beside a shopper in the same place: whoever came in by the gate has one. */
  readonly visitless: number;
  /** Somebody without a visit who stands this near to a shopper … */
  readonly tornFrom: Metres;
  /** … is a part of that shopper which the cameras took for another this often. */
  readonly tornOff: Probability;
  /** Likelihood of a visit whose shopper no camera can place on the floor. */
  readonly unplaced: number;
  /** Likelihood that it was nobody who is known: staff, somebody unseen, a scale on its own. */
  readonly nobody: number;
}

/**
 * `anotherLook` and `nobody` are fitted by maximum likelihood to 1,017 events of the bench's `confusion` and `mps`, seeds 1, 2, 11 and 12, whose
 * mover is known: -ln L falls from 20.7 (one look, nobody 0.001) to 12.7. Who is likeliest was right in all but six of them before and after.
 *
 * `reachedOut`: of 1,782 hands that moved something (those, and `busy`) 11 had been held still, of 67 others that were there one in seven.
 */
export const REACH_DEFAULTS: ReachOptions = {
  margin: 200,
  alongSlack: 0.05,
  acrossSlack: 0.12,
  alongSpread: 0.09,
  acrossSpread: 0.16,
  unsureRight: 0.7,
  wrongPoses: 0.05,
  wrongPoseSpread: 0.4,
  standing: 0.55,
  bodySpread: 0.25,
  anotherLook: 0.35,
  reachingOut: 1000,
  reachedOut: 0.2,
  heldStill: 0.1,
  handsUnseen: 0.08,
  handsElsewhere: 0.004,
  visitless: 0.05,
  tornFrom: 0.7,
  tornOff: 0.15,
  unplaced: 0.02,
  nobody: 0.0001,
};

/** Something moved at a place, some time between two moments: a whole change of weight, or one item of it. */
export interface Reach {
  readonly place: StorePoint;
  /** From the goods to the shopper. */
  readonly facing: Radians;
  readonly startedAt: EpochMs;
  readonly settledAt: EpochMs;
}

/** Somebody who may have caused a change; `person` undefined: a visit that no camera can place. */
export interface Suspect {
  readonly person: string | undefined;
  readonly visit: string | undefined;
  /** That it was they, if it was one. */
  readonly probability: Probability;
  /** How well what they did explains it, whatever others did; in [0, 1]. */
  readonly likelihood: number;
}

/** A hand that moves goods stays for some frames; one frame alone may be a wrong pose. */
const STAY_SAMPLES = 3;
/** A hand must have been seen so often just before for anybody to say that it was held still. */
const ENOUGH_LOOKS = 5;

const falloff = (excess: Metres, spread: Metres): number => Math.exp(-0.5 * (Math.max(0, excess) / spread) ** 2);

/** A hand beside the goods, metres: along the shelf, and across it, in depth and height together; what is within the slack counts as nothing. */
interface Beside {
  readonly along: Metres;
  readonly across: Metres;
}

function besideOf({ point }: Hand, { place, facing }: Reach, { alongSlack, acrossSlack }: ReachOptions): Beside {
  const [dx, dy, dz] = subtract(point, place);
  return {
    along: Math.abs(dy * Math.cos(facing) - dx * Math.sin(facing)) - alongSlack,
    across: Math.hypot(dx * Math.cos(facing) + dy * Math.sin(facing), dz) - acrossSlack,
  };
}

/** How well a hand explains the change; as far as the cameras are unsure of it, it may be anywhere. */
function handLikelihood({ error, confidence }: Hand, { along, across }: Beside, options: ReachOptions): number {
  const right = falloff(along, Math.hypot(options.alongSpread, error)) * falloff(across, Math.hypot(options.acrossSpread, error));
  const wrong = falloff(Math.hypot(Math.max(0, along), Math.max(0, across)), options.wrongPoseSpread);
  const seen = (1 - options.wrongPoses) * right + options.wrongPoses * wrong + options.handsElsewhere;
  const sure = options.unsureRight + (1 - options.unsureRight) * confidence;
  return sure * seen + (1 - sure) * options.handsUnseen;
}

/** What movements are to explain. */
interface Terms {
  readonly reach: Reach;
  readonly options: ReachOptions;
}

const SIDES = ['left', 'right'] as const;
/** Further than any hand that is seen. */
const FAR: Metres = 1e6;

/** How far out of the shelf and how high a hand is held, as seen from its body; arms swing along shelves. */
function heldAt({ position, hands }: PersonSample, side: Hand['side'], { facing }: Reach): readonly [out: Metres, up: Metres] | undefined {
  const hand = hands.find((one) => one.side === side);
  if (hand === undefined) return undefined;
  const [dx, dy] = [hand.point[0] - position[0], hand.point[1] - position[1]];
  return [dx * Math.cos(facing) + dy * Math.sin(facing), hand.point[2]];
}

/** How much a hand moves goods that is there: one that was there all the time, as seen from its body, mostly does not. */
function ofMoving(before: readonly PersonSample[], { sample, side }: { readonly sample: PersonSample; readonly side: Hand['side'] }, { reach, options }: Terms): number {
  const there = heldAt(sample, side, reach);
  const earlier = before.flatMap((one) => {
    const from = heldAt(one, side, reach);
    return there === undefined || from === undefined ? [] : [Math.hypot(from[0] - there[0], from[1] - there[1])];
  });
  return earlier.length < ENOUGH_LOOKS || Math.max(...earlier) > options.reachedOut ? 1 : options.heldStill;
}

/** Likelihoods in (0, 1], comparable between people. */
interface Explained {
  /** Of a hand that was there. */
  readonly there: number;
  /** Of one that was there and had been reached out. */
  readonly likelihood: number;
}

/**
 * How well one person's movements explain a change of weight at a place: near enough to reach, and a hand there. A hand is
 * judged by where it is when it is furthest in: on its way out it passes in front of other goods.
 *
 * @param samples the person while the weight changed; at least one
 * @param before  the same person just before
 */
function explain(samples: readonly PersonSample[], before: readonly PersonSample[], { reach, options }: Terms): Explained {
  const seen = samples.flatMap((sample) => {
    const { position, hands } = sample;
    const away = Math.hypot(position[0] - reach.place[0], position[1] - reach.place[1]);
    const body = falloff(away - options.standing, options.bodySpread);
    return SIDES.map((side) => {
      const hand = hands.find((one) => one.side === side);
      if (hand === undefined) return { sample, side, across: FAR, likelihood: options.handsUnseen * body };
      const beside = besideOf(hand, reach, options);
      return { sample, side, across: beside.across, likelihood: handLikelihood(hand, beside, options) * body };
    });
  });
  const bySide = SIDES.map((side) => {
    const furthestIn = seen.filter((one) => one.side === side).sort((a, b) => a.across - b.across || b.likelihood - a.likelihood).slice(0, STAY_SAMPLES);
    const there = furthestIn.reduce((sum, { likelihood }) => sum + likelihood, 0) / furthestIn.length;
    return { there, likelihood: there * ofMoving(before, furthestIn[0]!, { reach, options }) };
  });
  return { there: Math.max(...bySide.map(({ there }) => there)), likelihood: Math.max(...bySide.map(({ likelihood }) => likelihood)) };
}

const middleOf = (samples: readonly PersonSample[]): FloorPoint => {
  const sum = samples.reduce<[number, number]>(([x, y], { position }) => [x + position[0], y + position[1]], [0, 0]);
  return [sum[0] / samples.length, sum[1] / samples.length];
};

/** The visit of whoever stands nearest to somebody without one, near enough to be the same. */
function tornFrom(person: string, near: ReadonlyMap<string, readonly PersonSample[]>, { visitOf, options }: { visitOf: (person: string) => string | undefined; options: ReachOptions }): string | undefined {
  const [x, y] = middleOf(near.get(person)!);
  const [nearest] = [...near]
    .flatMap(([other, samples]) => {
      const visit = other === person ? undefined : visitOf(other);
      if (visit === undefined) return [];
      const [ox, oy] = middleOf(samples);
      return [{ visit, apart: Math.hypot(ox - x, oy - y) }];
    })
    .filter(({ apart }) => apart < options.tornFrom)
    .sort((a, b) => a.apart - b.apart);
  return nearest?.visit;
}

/**
 * Who may have moved something, with probabilities; what is missing to 1 is nobody known.
 *
 * @param visitOf  the visit a person is bound to, if any
 * @param unplaced visits whose shopper was on no camera's map and may have been there
 */
export function whoReached(
  reach: Reach,
  log: HandLog,
  { visitOf, unplaced, options = REACH_DEFAULTS }: {
    visitOf: (person: string) => string | undefined;
    unplaced: readonly string[];
    options?: ReachOptions;
  },
): Suspect[] {
  const near = log.near(reach.place, reach.startedAt - options.margin, reach.settledAt + options.margin);
  const before = log.near(reach.place, reach.startedAt - options.reachingOut, reach.startedAt - options.margin);
  const afterLooks = (likelihood: number, looks: number): number => likelihood ** (1 + options.anotherLook * (Math.min(looks, STAY_SAMPLES) - 1));
  const unseen = afterLooks(options.unplaced, STAY_SAMPLES);
  const suspects = [
    ...[...near].flatMap(([person, samples]) => {
      const visit = visitOf(person);
      const { there, likelihood } = explain(samples, before.get(person) ?? [], { reach, options });
      const [presence, evidence] = [afterLooks(there, samples.length), afterLooks(likelihood, samples.length)];
      if (visit !== undefined) return [{ person, visit, likelihood, presence, evidence }];
      const owner = tornFrom(person, near, { visitOf, options });
      const as = (whose: string | undefined, share: number) => ({ person, visit: whose, likelihood: share * likelihood, presence: share * presence, evidence: share * evidence });
      return [as(visit, options.visitless), ...(owner === undefined ? [] : [as(owner, options.tornOff)])];
    }),
    ...unplaced.map((visit) => ({ person: undefined, visit, likelihood: options.unplaced, presence: options.unplaced, evidence: unseen })),
  ];
  // Who was there is as sure as ever when nobody was seen to reach out: then it was one who did so too quickly.
  const present = suspects.reduce((sum, { presence }) => sum + presence, 0);
  const somebody = present / (present + options.nobody);
  const total = suspects.reduce((sum, { evidence }) => sum + evidence, 0);
  return suspects
    .map(({ person, visit, likelihood, evidence }) => ({ person, visit, likelihood, probability: (somebody * evidence) / total }))
    .sort((a, b) => b.probability - a.probability);
}
