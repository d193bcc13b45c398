import type { BodyShape } from '../body/index.ts';
import { randomShape } from '../body/index.ts';
import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';
import { createScene, lookNamed, renderFrame, truthOf } from '../renderer/index.ts';
import type { LookName } from '../renderer/index.ts';
import type { PersonLabel } from './labels.ts';
import { labelsOf } from './labels.ts';
import { randomCamera } from './random-camera.ts';
import { randomPeople } from './random-people.ts';
import { randomStore } from './random-store.ts';
import { exposeInto } from './sensor.ts';

/** Which pictures to make; the same gives the same bytes. */
export interface PictureRequest {
  readonly seed: number;
  readonly shard: number;
  readonly count: number;
  readonly look: LookName;
}

export interface Picture {
  readonly rgb: Uint8Array;
  readonly people: readonly PersonLabel[];
}

/** Stores are dear, people cheap: so many pictures are taken by each camera, so many cameras hang in each store. */
const PICTURES_A_CAMERA = 16;
const CAMERAS_A_STORE = 2;
/** Different people in a shard; each is a mesh to be made. */
const CAST_SIZE = 80;

/** Labelled pictures of random people in random stores. */
export function* pictures({ seed, shard, count, look }: PictureRequest): Generator<Picture> {
  const random = createRandom(`dataset/${seed}/${shard}`);
  const cast = Array.from({ length: Math.min(CAST_SIZE, count) }, (_, index) => randomShape(random.fork(`shape/${index}`)));
  for (let made = 0, store = 0; made < count; store++) {
    for (const picture of picturesOfStore(random.fork(`store/${store}`), cast, look)) {
      if (made++ === count) return;
      yield picture;
    }
  }
}

function* picturesOfStore(random: Random, cast: readonly BodyShape[], look: LookName): Generator<Picture> {
  const store = randomStore(random.fork('store'));
  const scene = createScene(store.scene, lookNamed(look, random.fork('look')));
  for (let index = 0; index < CAMERAS_A_STORE; index++) {
    const camera = randomCamera(random.fork(`camera/${index}`), store, `camera-${index}`);
    for (let picture = 0; picture < PICTURES_A_CAMERA; picture++) {
      const own = random.fork(`picture/${index}/${picture}`);
      const contents = { ...randomPeople(own, { store, camera }, cast), stock: store.stock };
      const frame = renderFrame(scene, camera, contents);
      const people = labelsOf(truthOf(frame, camera, contents));
      exposeInto(frame.rgb, own, frame.width);
      yield { rgb: frame.rgb, people };
    }
  }
}
