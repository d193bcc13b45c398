import { add, project, scale } from '@walkout/contracts';
import type { FloorPoint, StorePoint, Vector3 } from '@walkout/contracts';
import type { BodyPose, BodyShape, Hand, Reach, Stance } from '../body/index.ts';
import { palmOf, poseBody } from '../body/index.ts';
import type { Random } from '../random.ts';
import type { Camera, Gondola, Paint, Solid } from '../renderer/index.ts';
import { onGondola, productPaint } from '../renderer/index.ts';
import { pushedBy } from './pram.ts';
import type { RandomStore } from './random-store.ts';

export interface People {
  readonly people: readonly { readonly shape: BodyShape; readonly pose: BodyPose }[];
  /** What they carry. */
  readonly props: readonly Solid[];
}

interface Setting {
  readonly store: RandomStore;
  readonly camera: Camera;
  readonly taken: readonly FloorPoint[];
}

const EMPTY_SHARE = 0.07;
const PUSHING_SHARE = 0.06;
const ATTEMPTS = 40;

const apart = (a: FloorPoint, b: FloorPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function inView(camera: Camera, [x, y]: FloorPoint): boolean {
  const pixel = project(camera.calibration, [x, y, 1.1]);
  const { width, height } = camera.imageSize;
  return pixel !== undefined && pixel[0] > -60 && pixel[1] > -80 && pixel[0] < width + 60 && pixel[1] < height + 120;
}

/** A place to stand, within the camera's view, that nobody has taken. */
function place(random: Random, { store, camera, taken }: Setting, { propose, distance }: { propose: () => FloorPoint; distance: number }): FloorPoint | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const proposed = propose();
    const seen = inView(camera, proposed) || random.chance(0.02);
    if (seen && store.isFree(proposed, 0.22) && taken.every((other) => apart(other, proposed) > distance)) return proposed;
  }
  return undefined;
}

/** Somewhere on a board, from its very front to its back, within the arms' way. */
function placeOnShelf(random: Random, shelf: Gondola, near: number): StorePoint {
  const board = random.pick(shelf.boards.filter((height) => height < 1.75));
  const right = Math.max(-shelf.width / 2 + 0.1, Math.min(shelf.width / 2 - 0.1, near + random.normal(0, 0.22)));
  return onGondola(shelf, [right, shelf.depth / 2 - random.uniform(-0.05, 0.25), board + random.uniform(0.04, 0.2)]);
}

/** Somebody in front of a shelf: reaching into it with no, one or both hands, looking at goods, crouching. */
function atShelf(random: Random, setting: Setting): Stance | undefined {
  if (setting.store.gondolas.length === 0) return undefined;
  const shelf = random.pick(setting.store.gondolas);
  const neighbours = setting.taken.length > 0 && random.chance(0.4);
  let right = 0;
  const propose = (): FloorPoint => {
    right = random.uniform(-shelf.width / 2, shelf.width / 2);
    const [x, y] = onGondola(shelf, [right, shelf.depth / 2 + random.uniform(0.28, 0.7), 0]);
    return [x, y];
  };
  const position = place(random, setting, { propose, distance: neighbours ? 0.34 : 0.5 });
  if (position === undefined) return undefined;
  const hands = random.pick<readonly Hand[]>([['left'], ['right'], ['left'], ['right'], ['left', 'right'], []]);
  const reaches: Reach[] = hands.map((hand) => ({
    hand, target: placeOnShelf(random, shelf, right + (hand === 'left' ? -0.1 : 0.1)), amount: random.chance(0.55) ? 1 : random.uniform(0.2, 1),
  }));
  return {
    position, reaches, gaitPhase: random.uniform(0, 6.28), speed: random.chance(0.15) ? random.uniform(0, 0.5) : 0,
    heading: shelf.facing + Math.PI + random.normal(0, 0.3),
    crouch: random.chance(0.15) ? random.uniform(0, 1) : 0,
    ...(reaches.length === 0 ? { lookAt: placeOnShelf(random, shelf, right) } : {}),
    ...(reaches.length === 1 && random.chance(0.25) ? { carrying: reaches[0]!.hand === 'left' ? 'right' : 'left' } as const : {}),
  };
}

/** Somebody on the way or just standing about, alone or close to another. */
function onFloor(random: Random, setting: Setting): Stance | undefined {
  const { width, depth } = setting.store;
  const companion = setting.taken.length > 0 && random.chance(0.3) ? random.pick(setting.taken) : undefined;
  const propose = (): FloorPoint => {
    if (companion === undefined) return [random.uniform(0, width), random.uniform(0, depth)];
    const [angle, away] = [random.uniform(0, 6.28), random.uniform(0.4, 0.8)];
    return [companion[0] + Math.cos(angle) * away, companion[1] + Math.sin(angle) * away];
  };
  const position = place(random, setting, { propose, distance: companion ? 0.36 : 0.45 });
  if (position === undefined) return undefined;
  const walks = random.chance(0.65);
  const heading = random.uniform(-Math.PI, Math.PI);
  const ahead = (angle: number, away: number, up: number): StorePoint => [
    position[0] + Math.cos(heading + angle) * away, position[1] + Math.sin(heading + angle) * away, up,
  ];
  const gesture: Reach[] = random.chance(0.12)
    ? [{ hand: random.pick(['left', 'right'] as const), target: ahead(random.normal(0, 0.6), random.uniform(0.2, 0.6), random.uniform(0.7, 1.9)), amount: random.uniform(0.4, 1) }]
    : [];
  return {
    position, heading, reaches: gesture, gaitPhase: random.uniform(0, 6.28), speed: walks ? random.uniform(0.2, 1.5) : 0,
    crouch: !walks && random.chance(0.08) ? random.uniform(0.3, 1) : 0,
    ...(random.chance(0.5) ? { lookAt: ahead(random.normal(0, 0.8), random.uniform(0.4, 3), random.uniform(0, 2)) } : {}),
    ...(random.chance(0.2) ? { carrying: random.pick(['left', 'right', 'both'] as const) } : {}),
    ...(random.chance(0.1) ? { course: heading + random.normal(0, 0.8) } : {}),
  };
}

/** A basket that hangs from a hand, with goods that look out of it. */
function basket(random: Random, palm: StorePoint, heading: number): readonly Solid[] {
  const size: Vector3 = [random.uniform(0.36, 0.45), random.uniform(0.25, 0.3), random.uniform(0.17, 0.24)];
  const centre = add(palm, [0, 0, -random.uniform(0.18, 0.28)]);
  const paint: Paint = { ...productPaint(random.integer(0, 1e6)), pattern: random.pick(['grid', 'grid', 'plain'] as const) };
  const goods = Array.from({ length: random.integer(0, 4) }, (): Solid => {
    const [ahead, aside] = [random.uniform(-0.13, 0.13), random.uniform(-0.08, 0.08)];
    const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
    return {
      form: random.pick(['box', 'bottle', 'can'] as const), size: [0.08, 0.08, random.uniform(0.1, 0.28)], yaw: heading,
      paint: productPaint(random.integer(0, 1e6)), centre: add(centre, [cos * ahead - sin * aside, sin * ahead + cos * aside, 0.05]),
    };
  });
  return [{ form: 'box', size, paint, yaw: heading, centre }, ...goods];
}

/** What lies in a hand: a pack, or a basket that hangs from it. */
function held(random: Random, { shape, pose, stance }: { shape: BodyShape; pose: BodyPose; stance: Stance }): readonly Solid[] {
  const props: Solid[] = [];
  for (const hand of ['left', 'right'] as const) {
    const palm = palmOf(shape, pose, hand);
    const ahead: Vector3 = [Math.cos(stance.heading), Math.sin(stance.heading), 0];
    const carries = stance.carrying === hand || stance.carrying === 'both';
    const reaches = stance.reaches.some((reach) => reach.hand === hand);
    const paint = productPaint(random.integer(0, 1e6));
    if (random.chance(carries ? 0.85 : reaches ? 0.45 : 0.1)) {
      const form = random.pick(['box', 'box', 'bottle', 'can'] as const);
      const wide = form === 'box' ? random.uniform(0.05, 0.2) : random.uniform(0.06, 0.1);
      const size: Vector3 = [form === 'box' ? random.uniform(0.04, 0.12) : wide, wide, random.uniform(0.08, 0.28)];
      props.push({ form, size, paint, yaw: stance.heading + random.normal(0, 0.4), centre: add(palm, scale(ahead, 0.045)) });
    } else if (!carries && !reaches && random.chance(0.25)) {
      props.push(...basket(random, palm, stance.heading));
    }
  }
  return props;
}

/** People in a store as a camera may see them: none to eight. */
export function randomPeople(random: Random, { store, camera }: Pick<Setting, 'store' | 'camera'>, shapes: readonly BodyShape[]): People {
  const wanted = random.chance(EMPTY_SHARE) ? 0 : random.pick([1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8]);
  const taken: FloorPoint[] = [];
  const people: { shape: BodyShape; pose: BodyPose }[] = [];
  const props: Solid[] = [];
  for (let count = 0; count < wanted; count++) {
    const setting = { store, camera, taken };
    const found = random.chance(0.55) ? atShelf(random, setting) : onFloor(random, setting);
    if (found === undefined) continue;
    const pushed = found.reaches.length === 0 && random.chance(PUSHING_SHARE) ? pushedBy(random, found.position, found.heading) : undefined;
    const stance: Stance = pushed === undefined ? found : { ...found, reaches: pushed.reaches, crouch: 0 };
    const shape = random.pick(shapes);
    const pose = poseBody(shape, stance);
    taken.push(stance.position);
    people.push({ shape, pose });
    props.push(...(pushed?.solids ?? held(random, { shape, pose, stance })));
  }
  return { people, props };
}
