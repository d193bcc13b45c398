import { distance, KEYPOINT } from '@walkout/contracts';
import type { EpochMs, Metres, Milliseconds, Probability, StorePoint } from '@walkout/contracts';
import { isStanding } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Meeting } from './hand-acts.ts';
import type { Hand, PersonWithHands } from './hand-log.ts';

/** Two who pass something on stand face to face, this far apart: further than in a crowd, and nearer than strangers do otherwise. */
const APART: readonly [Metres, Metres] = [0.5, 1];
/** Cosine of how far either may be turned away from the other. */
const FACING = 0.6;
/** A hand held out to somebody is this far from its owner's middle on the way to them, and not hanging. */
const HELD_OUT: Metres = 0.18;
const HANGING: Metres = 0.8;
/** Who holds a hand out first does so clearly. */
const OFFERED: Metres = 0.25;
/** Palms that come this near to each other between two touch the same pack, and how far off cameras are … */
const TOUCH: Metres = 0.3;
/** … and those that come this near may. */
const CLOSE: Metres = 0.45;
/** Who passes something on has been turned to the other for so long before; those who meet in a throng have not. */
const TURNED_FIRST: Milliseconds = 700;
/** Two who were turned away for this long have done, and so have hands that were apart: whoever gives or takes is at it for a while. */
const OVER: Milliseconds = 600;
const HANDS_OVER: Milliseconds = 1200;
/** Two who stand face to face for so long and whose hands are not seen to meet may have passed something on. */
const LONG: Milliseconds = 2000;

/** How often something is passed on by hands that touched, that came close or were both held out, and that nobody saw. */
const PASSED: Readonly<Record<'touched' | 'close' | 'unseen', Probability>> = { touched: 0.98, close: 0.7, unseen: 0.3 };

/** In a throng, with others so near, hands come close and people stand face to face for nothing: so much less often is something passed on that was not seen. */
const THRONG: { readonly others: number; readonly within: Metres; readonly passed: Probability } = { others: 2, within: 1.2, passed: 0.2 };

/** Hands near each other. */
interface Contact {
  nearest: Metres;
  at: EpochMs;
  lastAt: EpochMs;
}

/** Two face to face; of each when a hand was first held out to the other since their hands were last together. */
interface Encounter {
  readonly pair: readonly [string, string];
  readonly since: EpochMs;
  lastAt: EpochMs;
  offered: [EpochMs, EpochMs];
  contact: Contact | undefined;
  met: boolean;
  inThrong: boolean;
}

/** Cosine between where somebody's chest points and the way to another; `undefined` while their shoulders are unseen. */
function turnedTo(person: Person, to: Person): number | undefined {
  const { position } = person;
  const left = person.joint(KEYPOINT.left_shoulder)?.point;
  const right = person.joint(KEYPOINT.right_shoulder)?.point;
  if (left === undefined || right === undefined) return undefined;
  // From the right shoulder to the left, turned clockwise: forwards.
  const [fx, fy] = [left[1] - right[1], right[0] - left[0]];
  const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
  return (fx * dx + fy * dy) / (Math.hypot(fx, fy) * Math.hypot(dx, dy));
}

function areFaceToFace(a: Person, b: Person): boolean {
  const apart = Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]);
  return apart > APART[0] && apart < APART[1] && (turnedTo(a, b) ?? 0) > FACING && (turnedTo(b, a) ?? 0) > FACING;
}

/** Those who stand near enough to each other to pass something on, in the order of the list. From west to east, so that each is compared only with those next to it. */
function nearPairs(people: readonly PersonWithHands[]): (readonly [PersonWithHands, PersonWithHands])[] {
  const eastward = people.map((one, index) => ({ one, index })).filter(({ one }) => isStanding(one.person)).sort((a, b) => a.one.person.position[0] - b.one.person.position[0]);
  const pairs: { readonly first: number; readonly second: number; readonly pair: readonly [PersonWithHands, PersonWithHands] }[] = [];
  for (let west = 0; west < eastward.length; west++) {
    const a = eastward[west]!;
    const [x, y] = a.one.person.position;
    for (let east = west + 1; east < eastward.length; east++) {
      const b = eastward[east]!;
      const { position } = b.one.person;
      if (position[0] - x >= APART[1]) break;
      if (Math.abs(position[1] - y) >= APART[1]) continue;
      const [first, second] = a.index < b.index ? [a, b] : [b, a];
      pairs.push({ first: first.index, second: second.index, pair: [first.one, second.one] });
    }
  }
  return pairs.sort((p, q) => p.first - q.first || p.second - q.second).map(({ pair }) => pair);
}

/** The hands that somebody holds out to another at least so far. */
function heldOut({ person: { position }, hands }: PersonWithHands, { person: to }: PersonWithHands, least: Metres): Hand[] {
  const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
  const apart = Math.hypot(dx, dy);
  return hands.filter(({ point }) => ((point[0] - position[0]) * dx + (point[1] - position[1]) * dy) / apart > least && point[2] > HANGING);
}

/** How near hands are that two hold out to each other, away from shelves; Infinity: none. */
function handGap(one: PersonWithHands, other: PersonWithHands, isAtShelf: (place: StorePoint) => boolean): Metres {
  const [own, theirs] = [heldOut(one, other, HELD_OUT), heldOut(other, one, HELD_OUT)];
  const pairs = own.flatMap((hand) => theirs.map((its) => ({ p: hand.point, q: its.point, apart: distance(hand.point, its.point) })));
  const nearest = pairs.sort((a, b) => a.apart - b.apart)[0];
  if (nearest === undefined) return Infinity;
  const { p, q, apart } = nearest;
  return isAtShelf([(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2]) ? Infinity : apart;
}

/** Whether several others stand by two. */
function isThrong([a, b]: readonly [PersonWithHands, PersonWithHands], people: readonly PersonWithHands[]): boolean {
  const [x, y] = [(a.person.position[0] + b.person.position[0]) / 2, (a.person.position[1] + b.person.position[1]) / 2];
  const others = people.filter((one) => one !== a && one !== b && Math.hypot(one.person.position[0] - x, one.person.position[1] - y) < THRONG.within);
  return others.length >= THRONG.others;
}

/** Watches two who stand face to face, and what their hands do meanwhile. */
export function createMeetingWatch(isAtShelf: (place: StorePoint) => boolean) {
  const encounters = new Map<string, Encounter>();

  /** The encounter goes on after its hands have been together. */
  function tell(encounter: Encounter, at: EpochMs, how: keyof typeof PASSED): Meeting {
    const { pair: [one, other], offered, inThrong } = encounter;
    const passed = PASSED[how] * (inThrong && how !== 'touched' ? THRONG.passed : 1);
    const [giver, taker] = offered[0] <= offered[1] ? [one, other] : [other, one];
    encounter.offered = [Infinity, Infinity];
    encounter.contact = undefined;
    encounter.met = true;
    return { kind: 'meeting', at, giver, taker, passed };
  }

  const tellContact = (encounter: Encounter, { at, nearest }: Contact): Meeting => tell(encounter, at, nearest < TOUCH ? 'touched' : 'close');

  function follow(encounter: Encounter, at: EpochMs, [one, other]: readonly [PersonWithHands, PersonWithHands]): void {
    encounter.lastAt = at;
    if (heldOut(one, other, OFFERED).length > 0) encounter.offered[0] = Math.min(encounter.offered[0], at);
    if (heldOut(other, one, OFFERED).length > 0) encounter.offered[1] = Math.min(encounter.offered[1], at);
    const gap = handGap(one, other, isAtShelf);
    if (gap >= CLOSE || at - encounter.since < TURNED_FIRST) return;
    const { contact } = encounter;
    if (contact === undefined) encounter.contact = { nearest: gap, at, lastAt: at };
    else {
      if (gap < contact.nearest) [contact.nearest, contact.at] = [gap, at];
      contact.lastAt = at;
    }
  }

  /** What has come to an end. */
  function conclude(at: EpochMs): Meeting[] {
    return [...encounters].flatMap(([key, encounter]): Meeting[] => {
      const { contact, lastAt, offered, since } = encounter;
      const isOver = at - lastAt > OVER;
      if (isOver) encounters.delete(key);
      if (contact !== undefined) return isOver || at - contact.lastAt > HANDS_OVER ? [tellContact(encounter, contact)] : [];
      if (!isOver || lastAt - since < LONG) return [];
      if (offered.every((from) => from < Infinity)) return [tell(encounter, lastAt, 'close')];
      return encounter.met ? [] : [tell(encounter, lastAt, 'unseen')];
    });
  }

  return {
    observe(at: EpochMs, people: readonly PersonWithHands[]): Meeting[] {
      for (const [one, other] of nearPairs(people)) {
        if (!areFaceToFace(one.person, other.person)) continue;
        const key = `${one.person.id} ${other.person.id}`;
        const encounter = encounters.get(key) ?? { pair: [one.person.id, other.person.id], since: at, lastAt: at, offered: [Infinity, Infinity], contact: undefined, met: false, inThrong: false };
        encounters.set(key, encounter);
        encounter.inThrong ||= isThrong([one, other], people);
        follow(encounter, at, [one, other]);
      }
      return conclude(at);
    },
  };
}
