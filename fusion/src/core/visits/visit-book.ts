import { distanceToSegment } from '@walkout/contracts';
import type { EpochMs, FloorPoint, Gate, Metres, Milliseconds, Passage, Probability, StoreLayout } from '@walkout/contracts';
import { WALKING_SPEED } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import { areToldApart, betterThan, isMoreLike, isSomebodyElse, isUnlike, LOOK_EVERY, lookApart, lookAt, wears } from './clothes.ts';
import type { Clothes } from './clothes.ts';
import { depthBehind } from './depth-behind.ts';
import { withoutForerunners } from './succession.ts';

/** A stay on one payment, from the entry gate to the exit: of one shopper, or of a party. */
export interface OpenVisit {
  readonly id: string;
  readonly gate: string;
  readonly openedAt: EpochMs;
  /** Came in as staff: nothing that they carry is charged. */
  readonly staff: boolean;
  /** When the last of them went through the exit. */
  readonly leftAt?: EpochMs;
}

/** Who in the store belongs to which visit. */
export interface VisitBook {
  /** Whether newcomers are first seen there. */
  isAtEntry(place: FloorPoint): boolean;
  /** Somebody went through a gate: opens a visit or joins one, or lets the one leave that stands there. */
  passage(gate: string, passage: Passage): void;
  /** Everybody at a moment: binds newcomers, follows the bound, finds the lost again. */
  update(at: EpochMs, people: readonly Person[]): void;
  visitOf(person: string): string | undefined;
  isStaff(visit: string): boolean;
  /** That whoever is followed on a visit is who came in on it. */
  shopperOf(visit: string): Probability;
  open(): readonly OpenVisit[];
  /** Those of them of which everybody has gone through the exit. */
  left(): readonly OpenVisit[];
  /** Visits of which somebody is not on the map, was not at a moment, and may then have been at a place, as far as people walk. */
  unseenNear(place: FloorPoint, at: EpochMs): readonly string[];
  close(visit: string): void;
}

/** Somebody who came in. */
interface Member {
  readonly passage: string;
  readonly gate: string;
  readonly cameAt: EpochMs;
  readonly visit: string;
  /** The tracked person; undefined until somebody is seen coming in. */
  person?: string | undefined;
  /** Where that person was seen last. */
  lastSeen?: { readonly at: EpochMs; readonly position: FloorPoint };
  clothes?: Clothes;
  /** Somebody on another visit came in at the same moment, or was lost near them and wears the same: who is who, nobody can tell. */
  isMixedUp: boolean;
  leftAt?: EpochMs;
}

/** Who is on one visit. */
type Party = Pick<OpenVisit, 'gate' | 'openedAt' | 'staff'> & { readonly members: Member[] };

const hasLeft = ({ leftAt }: Member): boolean => leftAt !== undefined;

/** Who has just passed a gate is so far behind it, for this long: whoever is less far in still waits before it, and whoever is further in came before. */
const STEPPED_IN: Metres = 0.2;
const AT_GATE: Metres = 0.6;
const SEEN_LATE: Milliseconds = 500;
/** Nobody stands nearer to another than this: one of them is the other, followed twice. */
const DOUBLE: Metres = 0.45;
/** A newcomer whom the cameras see late is looked for this near to the gate … */
const GATE_REACH: Metres = 1.2;
/** … and further in as they walk on, for this long. */
export const BINDING_PATIENCE: Milliseconds = 8_000;
/** A tracked person who was lost and comes back within this time is who they were, whoever was taken for them meanwhile. */
const COMES_BACK: Milliseconds = 8_000;
/** A lost shopper may turn up this far from where they were seen last, at once. */
const LOST_SLACK: Metres = 0.8;
/** Who was followed onto somebody else's body before they were lost was by then this far from there: so much further off they may be. */
const STRAYED: Metres = 2.5;
/** Nobody leaves through a gate further away than this. */
const EXIT_REACH: Metres = 1.5;
/** Without a barrier at the exit: unseen for this long beside it means gone. */
const GONE_AFTER: Milliseconds = 3_000;
/** Two who pass one gate within this time come in together. */
const TOGETHER: Milliseconds = 100;
/** One of two. */
const EITHER: Probability = 0.5;
/** Who was just confirmed has not been looked at from all sides. */
const LOOKED_AT: Milliseconds = 500;

/** One who was lost, and somebody who may be them. */
interface Pair {
  readonly member: Member;
  readonly person: Person;
}

/** Somebody stands where a member was lost. */
const isBack = ({ member, gap }: { readonly member: Member; readonly gap: Metres }): boolean => member.lastSeen !== undefined && gap < LOST_SLACK;
const apart = (a: FloorPoint, b: FloorPoint): Metres => Math.hypot(a[0] - b[0], a[1] - b[1]);

export function createVisitBook(layout: StoreLayout): VisitBook {
  const gates = new Map(layout.gates.map((gate) => [gate.id, gate]));
  const entries = layout.gates.filter((gate) => gate.kind === 'entry');
  const exits = layout.gates.filter((gate) => gate.kind === 'exit');
  const visits = new Map<string, Party>();
  let members: Member[] = [];
  let owners = new Map<string, Member>();
  let present = new Map<string, Person>();
  /** Whose person was given up for lost, and when they were seen last. */
  const formerly = new Map<string, { readonly member: Member; readonly at: EpochMs }>();
  /** Whom else somebody may be who was nobody's when one who was lost was found. */
  const maybe = new Map<string, Set<Member>>();
  const mayBe = ({ id }: Person, member: Member) => maybe.set(id, new Set([...(maybe.get(id) ?? []), member]));
  let lookedAt: EpochMs = -Infinity;

  const isPlaced = ({ person }: Member): boolean => person !== undefined && present.has(person);
  const inside = (): Member[] => members.filter((member) => !hasLeft(member));

  /** How far a stranger is from where the member can be; undefined: too far. */
  function gapTo({ member, person }: Pair, at: EpochMs, slack: Metres = LOST_SLACK): Metres | undefined {
    const from = member.lastSeen?.at ?? member.cameAt;
    const seconds = (at - from) / 1000;
    if (member.lastSeen === undefined) {
      const gate = gates.get(member.gate);
      if (gate === undefined || at - from > BINDING_PATIENCE) return undefined;
      const gap = distanceToSegment(person.position, gate.from, gate.to);
      // Who steps in beside comes by the lane beside.
      if (entries.some((other) => distanceToSegment(person.position, other.from, other.to) < Math.min(gap, AT_GATE))) return undefined;
      if (at - from < SEEN_LATE) return gap <= AT_GATE && depthBehind(gate, person.position, layout.floor) >= STEPPED_IN ? gap : undefined;
      return gap <= GATE_REACH + WALKING_SPEED * seconds ? gap : undefined;
    }
    const gap = apart(person.position, member.lastSeen.position);
    return gap <= slack + WALKING_SPEED * seconds ? gap : undefined;
  }

  /** Whether one who is lost may have been at a place at a moment at which they were not on the map. */
  function mayBeAt({ gate: id, cameAt, lastSeen }: Member, place: FloorPoint, at: EpochMs): boolean {
    if (lastSeen !== undefined && lastSeen.at >= at) return false;
    const gate = gates.get(id);
    const gap = lastSeen !== undefined ? apart(place, lastSeen.position) : gate === undefined ? 0 : distanceToSegment(place, gate.from, gate.to);
    return gap <= STRAYED + (WALKING_SPEED * Math.max(0, at - (lastSeen?.at ?? cameAt))) / 1000;
  }

  function bind(member: Member, person: Person, at: EpochMs): void {
    if (member.person !== undefined) owners.delete(member.person);
    formerly.delete(person.id);
    owners.set(person.id, member);
    member.person = person.id;
    member.lastSeen = { at, position: person.position };
  }

  /** One who was lost is found as a stranger; where another stranger may be them as well, or another may be the stranger, and they wear the same, both are in doubt. */
  function noteRivals({ member, person }: Pair, at: EpochMs, { lost, strangers }: { readonly lost: readonly Member[]; readonly strangers: readonly Person[] }): void {
    const mix = (other: Member): void => {
      if (other.visit !== member.visit && !hasLeft(other) && !areToldApart(member.clothes, other.clothes)) member.isMixedUp = other.isMixedUp = true;
    };
    for (const other of maybe.get(person.id) ?? []) mix(other);
    maybe.delete(person.id);
    for (const other of lost) if (other !== member && other.lastSeen !== undefined && !isPlaced(other) && gapTo({ member: other, person }, at, STRAYED) !== undefined) mix(other);
    for (const other of strangers) {
      if (other === person || owners.has(other.id) || lookApart(person, other) || gapTo({ member, person: other }, at, STRAYED) === undefined) continue;
      mayBe(other, member);
    }
  }

  /** Who was given up for lost and is back gets their visit again, unless who was taken for them meanwhile looks more like them; the other may be them as well. */
  function bindTheReturned(at: EpochMs): void {
    for (const [id, { member, at: lostAt }] of [...formerly]) {
      const person = present.get(id);
      if (at - lostAt > COMES_BACK || member.leftAt !== undefined) formerly.delete(id);
      else if (person !== undefined && person.seenAt > lostAt && !owners.has(id) && wears(person, member.clothes) !== false) {
        const meanwhile = present.get(member.person ?? '');
        const [right, other] = meanwhile !== undefined && isMoreLike(meanwhile, person, member.clothes) ? [meanwhile, person] : [person, meanwhile];
        if (other !== undefined) mayBe(other, member);
        formerly.delete(id);
        bind(member, right, at);
      }
    }
  }

  /** Whoever is followed as somebody else, as their clothes tell, gets back who they are: one who is nobody's, or is another's and odd too. */
  function tellByClothes(at: EpochMs): void {
    if (at < lookedAt + LOOK_EVERY) return;
    lookedAt = at;
    const seen = inside().filter(isPlaced);
    for (const member of seen) {
      const clothes = lookAt(member.clothes, present.get(member.person!)!, at);
      if (clothes !== undefined) member.clothes = clothes;
    }
    const mistaken = seen.filter(({ clothes }) => isUnlike(clothes, at));
    for (const member of mistaken) {
      const taken = present.get(member.person ?? '');
      if (taken === undefined) continue;
      const [found] = [...present.values()]
        .flatMap((person) => {
          const owner = owners.get(person.id);
          if (person === taken || at - person.bornAt <= LOOKED_AT || (owner !== undefined && !mistaken.includes(owner))) return [];
          const unlike = betterThan(taken, person, member.clothes);
          return unlike === undefined ? [] : [{ person, unlike }];
        })
        .sort((a, b) => a.unlike - b.unlike);
      if (found === undefined) continue;
      const other = owners.get(found.person.id);
      if (other !== undefined) other.person = undefined;
      bind(member, found.person, at);
    }
  }

  /** Gives strangers to members without a person, the nearest pair first, and to those who were lost there before newcomers. */
  function bindStrangers(at: EpochMs): void {
    const lost = inside().filter((member) => !isPlaced(member));
    if (lost.length === 0) return;
    const bound = [...present.values()].filter(({ id }) => owners.has(id));
    const strangers = [...present.values()].filter(({ id, position }) => !owners.has(id) && bound.every((one) => apart(one.position, position) > DOUBLE));
    const pairs = lost
      .flatMap((member) => strangers.filter((person) => wears(person, member.clothes) !== false).map((person) => ({ member, person, gap: gapTo({ member, person }, at) })))
      .filter((pair): pair is typeof pair & { gap: Metres } => pair.gap !== undefined)
      .sort((a, b) => Number(isBack(b)) - Number(isBack(a)) || a.gap - b.gap);
    for (const { member, person, gap } of pairs) {
      if (isPlaced(member) || owners.has(person.id)) continue;
      if (member.person !== undefined) formerly.set(member.person, { member, at: member.lastSeen?.at ?? at });
      if (member.lastSeen !== undefined && !isBack({ member, gap })) noteRivals({ member, person }, at, { lost, strangers });
      bind(member, person, at);
    }
  }

  /** Who went out through a gate: who stands in it or vanished there, whoever is nearer; else who was lost near it, else who has been in for longest unseen. */
  function leaverAt(gate: Gate | undefined): Member | undefined {
    const stillIn = inside();
    const nearest = (list: readonly Member[], reach: Metres) =>
      list
        .map((member) => ({ member, position: present.get(member.person ?? '')?.position ?? member.lastSeen?.position }))
        .flatMap(({ member, position }) =>
          position === undefined || gate === undefined ? [] : [{ member, gap: distanceToSegment(position, gate.from, gate.to) }],
        )
        .filter(({ gap }) => gap <= reach)
        .sort((a, b) => a.gap - b.gap)[0]?.member;
    const lost = stillIn.filter((member) => !isPlaced(member));
    return nearest(stillIn, EXIT_REACH) ?? nearest(lost, 2 * EXIT_REACH) ?? lost[0];
  }

  function enter(gate: string, { passage, capturedAt, visit = passage, staff = false }: Passage): void {
    const together = members.filter((other) => other.gate === gate && other.visit !== visit && Math.abs(other.cameAt - capturedAt) < TOGETHER);
    for (const other of together) other.isMixedUp = true;
    const member: Member = { passage, gate, cameAt: capturedAt, visit, isMixedUp: together.length > 0 };
    const known = visits.get(visit);
    if (known === undefined) visits.set(visit, { gate, openedAt: capturedAt, staff, members: [member] });
    else known.members.push(member);
    members.push(member);
  }

  /** Without a barrier nobody says that they left: who vanished beside the exit is gone. */
  function missTheGone(at: EpochMs): void {
    for (const member of inside()) {
      if (isPlaced(member) || member.lastSeen === undefined || at - member.lastSeen.at <= GONE_AFTER) continue;
      const { position } = member.lastSeen;
      if (exits.some((gate) => distanceToSegment(position, gate.from, gate.to) < GATE_REACH)) member.leftAt = member.lastSeen.at;
    }
  }

  const describe = ([id, { gate, openedAt, staff, members: party }]: readonly [string, Party]): OpenVisit => ({
    id, gate, openedAt, staff,
    ...(party.every(hasLeft) ? { leftAt: Math.max(...party.map((member) => member.leftAt!)) } : {}),
  });

  return {
    isAtEntry: (place) => entries.some(({ from, to }) => distanceToSegment(place, from, to) < GATE_REACH),
    passage(gate, passage) {
      if (members.some((member) => member.passage === passage.passage)) return;
      if (passage.direction === 'in') return enter(gate, passage);
      const leaver = leaverAt(gates.get(gate));
      if (leaver !== undefined) leaver.leftAt = passage.capturedAt;
    },
    update(at, people) {
      present = new Map(withoutForerunners(people, { isOwned: (id) => owners.has(id), at }).map((person) => [person.id, person]));
      for (const [person, member] of owners) {
        const position = present.get(person)?.position;
        if (position !== undefined) member.lastSeen = { at, position };
      }
      bindTheReturned(at);
      tellByClothes(at);
      bindStrangers(at);
      missTheGone(at);
    },
    visitOf: (person) => owners.get(person)?.visit,
    shopperOf(visit) {
      const isUnsure = ({ isMixedUp, clothes, lastSeen }: Member): boolean => isMixedUp || (lastSeen !== undefined && isSomebodyElse(clothes, lastSeen.at));
      return members.some((member) => member.visit === visit && isUnsure(member)) ? EITHER : 1;
    },
    isStaff: (visit) => visits.get(visit)?.staff ?? false,
    open: () => [...visits].map(describe),
    left: () => [...visits].filter(([, { members: party }]) => party.every(hasLeft)).map(describe),
    unseenNear: (place, at) => [...new Set(inside().filter((member) => !isPlaced(member) && mayBeAt(member, place, at)).map(({ visit }) => visit))],
    close(visit) {
      visits.delete(visit);
      members = members.filter((member) => member.visit !== visit);
      for (const [person, others] of maybe) if (![...others].some((other) => members.includes(other))) maybe.delete(person);
      owners = new Map([...owners].filter(([, member]) => member.visit !== visit));
      for (const [person, { member }] of formerly) if (member.visit === visit) formerly.delete(person);
    },
  };
}
