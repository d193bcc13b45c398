import type { EpochMs, FloorPoint, Gate, Metres, Milliseconds, Passage, StoreLayout } from '@walkout/contracts';
import type { Person } from '../people/person.ts';
import { distanceToSegment } from './segment.ts';

/** A shopper's stay, from the entry gate to the exit. */
export interface OpenVisit {
  readonly id: string;
  readonly gate: string;
  readonly openedAt: EpochMs;
  /** The tracked person it is bound to; undefined until somebody is seen coming in. */
  readonly person?: string;
  /** Where that person was seen last. */
  readonly lastSeen?: { readonly at: EpochMs; readonly position: FloorPoint };
  /** When the shopper went through the exit. */
  readonly leftAt?: EpochMs;
}

/** Who in the store belongs to which visit. */
export interface VisitBook {
  /** Somebody went through a gate: opens a visit, or lets the one leave that stands there. */
  passage(gate: string, passage: Passage): void;
  /** Everybody at a moment: binds newcomers, follows the bound, finds the lost again. */
  update(at: EpochMs, people: readonly Person[]): void;
  visitOf(person: string): string | undefined;
  open(): readonly OpenVisit[];
  /** Visits in the store whose shopper is not on the map at the moment of the last update. */
  unplaced(): readonly string[];
  close(visit: string): void;
}

/** A newcomer is looked for this near to the gate at the moment of the passage … */
const GATE_REACH: Metres = 1.2;
/** … and further in as they walk on, metres a second … */
const WALK = 1.6;
/** … for this long. */
const BINDING_PATIENCE: Milliseconds = 8_000;
/** A lost shopper may turn up this far from where they were seen last, at once. */
const LOST_SLACK: Metres = 0.8;
/** Nobody leaves through a gate further away than this. */
const EXIT_REACH: Metres = 1.5;
/** Without a barrier at the exit: unseen for this long beside it means gone. */
const GONE_AFTER: Milliseconds = 3_000;

const apart = (a: FloorPoint, b: FloorPoint): Metres => Math.hypot(a[0] - b[0], a[1] - b[1]);

export function createVisitBook(layout: StoreLayout): VisitBook {
  const gates = new Map(layout.gates.map((gate) => [gate.id, gate]));
  const exits = layout.gates.filter((gate) => gate.kind === 'exit');
  let visits: OpenVisit[] = [];
  let present = new Map<string, Person>();

  const change = (id: string, patch: Partial<OpenVisit>) => {
    visits = visits.map((visit) => (visit.id === id ? { ...visit, ...patch } : visit));
  };
  const isPlaced = (visit: OpenVisit) => visit.person !== undefined && present.has(visit.person);

  /** How far a stranger is from where the visit's shopper can be; undefined: too far. */
  function gapTo(visit: OpenVisit, person: Person, at: EpochMs): Metres | undefined {
    const from = visit.lastSeen?.at ?? visit.openedAt;
    const seconds = (at - from) / 1000;
    if (visit.lastSeen === undefined) {
      const gate = gates.get(visit.gate);
      if (gate === undefined || at - from > BINDING_PATIENCE) return undefined;
      const gap = distanceToSegment(person.position, gate.from, gate.to);
      return gap <= GATE_REACH + WALK * seconds ? gap : undefined;
    }
    const gap = apart(person.position, visit.lastSeen.position);
    return gap <= LOST_SLACK + WALK * seconds ? gap : undefined;
  }

  /** Gives strangers to visits without a person, the nearest pair first. */
  function bindStrangers(at: EpochMs): void {
    const bound = new Set(visits.map((visit) => visit.person));
    const strangers = [...present.values()].filter((person) => !bound.has(person.id));
    const pairs = visits
      .filter((visit) => !isPlaced(visit) && visit.leftAt === undefined)
      .flatMap((visit) => strangers.map((person) => ({ visit, person, gap: gapTo(visit, person, at) })))
      .filter((pair): pair is typeof pair & { gap: Metres } => pair.gap !== undefined)
      .sort((a, b) => a.gap - b.gap);
    const taken = new Set<string>();
    for (const { visit, person } of pairs) {
      if (taken.has(visit.id) || taken.has(person.id)) continue;
      taken.add(visit.id).add(person.id);
      change(visit.id, { person: person.id, lastSeen: { at, position: person.position } });
    }
  }

  /** The visit that went out through a gate: who stands there, else who was lost there, else who has been in for longest unseen. */
  function leaverAt(gate: Gate | undefined): OpenVisit | undefined {
    const inside = visits.filter((visit) => visit.leftAt === undefined);
    const byGap = (list: readonly OpenVisit[], reach: Metres) =>
      list
        .map((visit) => ({ visit, position: present.get(visit.person ?? '')?.position ?? visit.lastSeen?.position }))
        .flatMap(({ visit, position }) =>
          position === undefined || gate === undefined ? [] : [{ visit, gap: distanceToSegment(position, gate.from, gate.to) }],
        )
        .filter(({ gap }) => gap <= reach)
        .sort((a, b) => a.gap - b.gap)[0]?.visit;
    return (
      byGap(inside.filter(isPlaced), EXIT_REACH) ??
      byGap(inside.filter((visit) => !isPlaced(visit)), 2 * EXIT_REACH) ??
      inside.find((visit) => !isPlaced(visit))
    );
  }

  return {
    passage(gate, passage) {
      if (visits.some((visit) => visit.id === passage.passage)) return;
      if (passage.direction === 'in') {
        visits = [...visits, { id: passage.passage, gate, openedAt: passage.capturedAt }];
        return;
      }
      const leaver = leaverAt(gates.get(gate));
      if (leaver !== undefined) change(leaver.id, { leftAt: passage.capturedAt });
    },
    update(at, people) {
      present = new Map(people.map((person) => [person.id, person]));
      for (const visit of visits) {
        const person = visit.person === undefined ? undefined : present.get(visit.person);
        if (person !== undefined) change(visit.id, { lastSeen: { at, position: person.position } });
      }
      bindStrangers(at);
      for (const visit of visits) {
        if (visit.leftAt !== undefined || isPlaced(visit) || visit.lastSeen === undefined) continue;
        const { at: seenAt, position } = visit.lastSeen;
        const beside = exits.some((gate) => distanceToSegment(position, gate.from, gate.to) < GATE_REACH);
        if (beside && at - seenAt > GONE_AFTER) change(visit.id, { leftAt: seenAt });
      }
    },
    visitOf: (person) => visits.find((visit) => visit.person === person)?.id,
    open: () => visits,
    unplaced: () => visits.filter((visit) => !isPlaced(visit) && visit.leftAt === undefined).map((visit) => visit.id),
    close(id) {
      visits = visits.filter((visit) => visit.id !== id);
    },
  };
}
