import type { EpochMs, People, Positions } from '@walkout/contracts';
import type { Joint, Person } from './person.ts';
import { KEYPOINT_COUNT } from './skeleton.ts';

/** What the gates know of a person. */
export interface Belonging {
  visitOf(person: string): string | undefined;
  isStaff(visit: string): boolean;
}

const millimetres = (value: number): number => Math.round(value * 1000) / 1000;
const hundredths = (value: number): number => Math.round(value * 100) / 100;

const placeOf = ({ position }: Person): [x: number, y: number] => [millimetres(position[0]), millimetres(position[1])];

type SaidJoint = People['people'][number]['joints'][number];

const said = ({ point, confidence }: Joint): SaidJoint => [millimetres(point[0]), millimetres(point[1]), millimetres(point[2]), hundredths(confidence)];

function jointsOf(person: Person): SaidJoint[] {
  const joints = new Array<SaidJoint>(KEYPOINT_COUNT);
  for (let keypoint = 0; keypoint < KEYPOINT_COUNT; keypoint++) {
    const joint = person.joint(keypoint);
    joints[keypoint] = joint === undefined ? null : said(joint);
  }
  return joints;
}

/** Everybody with joints, as said on the topic for engineers. */
export const describePeople = (capturedAt: EpochMs, people: readonly Person[], gates: Belonging): People => ({
  capturedAt,
  people: people.map((person) => {
    const visit = gates.visitOf(person.id);
    const [position, joints] = [placeOf(person), jointsOf(person)];
    return visit === undefined ? { person: person.id, position, joints } : { person: person.id, visit, position, joints };
  }),
});

/** Everybody as a point on the floor, as said on the topic for the map. */
export const describePositions = (capturedAt: EpochMs, people: readonly Person[], gates: Belonging): Positions => ({
  capturedAt,
  positions: people.map((person) => {
    const visit = gates.visitOf(person.id);
    const place = { person: person.id, position: placeOf(person) };
    if (visit === undefined) return place;
    return gates.isStaff(visit) ? { ...place, visit, staff: true } : { ...place, visit };
  }),
});
