import type { EpochMs, People, Positions } from '@walkout/contracts';
import type { Person } from './person.ts';

/** What the gates know of a person. */
export interface Belonging {
  visitOf(person: string): string | undefined;
  isStaff(visit: string): boolean;
}

const millimetres = (value: number): number => Math.round(value * 1000) / 1000;
const hundredths = (value: number): number => Math.round(value * 100) / 100;

function named(person: Person, gates: Belonging) {
  const visit = gates.visitOf(person.id);
  return {
    person: person.id,
    ...(visit === undefined ? {} : { visit }),
    position: [millimetres(person.position[0]), millimetres(person.position[1])] as [number, number],
  };
}

/** Everybody with joints, as said on the topic for engineers. */
export const describePeople = (capturedAt: EpochMs, people: readonly Person[], gates: Belonging): People => ({
  capturedAt,
  people: people.map((person) => ({
    ...named(person, gates),
    joints: person.joints.map((joint) =>
      joint === undefined
        ? null
        : [millimetres(joint.point[0]), millimetres(joint.point[1]), millimetres(joint.point[2]), hundredths(joint.confidence)],
    ),
  })),
});

/** Everybody as a point on the floor, as said on the topic for the map. */
export const describePositions = (capturedAt: EpochMs, people: readonly Person[], gates: Belonging): Positions => ({
  capturedAt,
  positions: people.map((person) => {
    const { visit, ...place } = named(person, gates);
    return { ...place, ...(visit === undefined ? {} : { visit }), ...(visit !== undefined && gates.isStaff(visit) ? { staff: true } : {}) };
  }),
});
