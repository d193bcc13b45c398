import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';
import { createScene, lookNamed, renderFrame, truthOf } from '../renderer/index.ts';
import type { Camera, LookName } from '../renderer/index.ts';
import { demoScenario } from '../simulator/demo-scenario.ts';
import { createFrameContents } from '../simulator/frame-contents.ts';
import { sceneryOf } from '../simulator/scenery.ts';
import { stanceOf } from '../simulator/shopper/shopper.ts';
import { simulate } from '../simulator/simulate.ts';
import type { Moment } from '../simulator/simulate.ts';
import { labelsOf } from './labels.ts';
import type { Picture, PictureRequest } from './pictures.ts';
import { randomShop } from './random-shop.ts';
import { exposeInto } from './sensor.ts';

/** Of the moments in which somebody reaches, and of the others, this share is pictured. */
const REACHING_SHARE = 0.2;
const OTHER_SHARE = 0.02;
const LONGEST_SECONDS = 86;

const isReaching = ({ posed }: NonNullable<Moment['frame']>): boolean =>
  posed.some(({ shopper }) => stanceOf(shopper).reaches.some(({ amount }) => amount > 0.5));

/** Labelled pictures of simulated shoppers at work, in shops of all kinds. */
export function* shoppingPictures({ seed, shard, count, look }: PictureRequest): Generator<Picture> {
  const random = createRandom(`shopping/${seed}/${shard}`);
  for (let made = 0, shop = 0; made < count; shop++) {
    for (const picture of picturesOfShop(random.fork(shop), look)) {
      if (made++ === count) return;
      yield picture;
    }
  }
}

function* picturesOfShop(random: Random, look: LookName): Generator<Picture> {
  const layout = randomShop(random.fork('shop'));
  const scene = createScene(sceneryOf(layout), lookNamed(look, random.fork('look')));
  const contentsOf = createFrameContents(layout);
  const cameras = layout.cameras.filter((camera): camera is Camera => camera.calibration !== undefined);
  const moments = simulate({ layout, seed: String(random.next()), scenario: demoScenario(layout, random.fork('scenario')), longestSeconds: LONGEST_SECONDS });
  for (const { frame, world } of moments) {
    if (frame === undefined || frame.posed.length === 0) continue;
    const own = random.fork(`frame ${frame.index}`);
    if (!own.chance(isReaching(frame) ? REACHING_SHARE : OTHER_SHARE)) continue;
    const contents = contentsOf(world, frame.posed);
    for (const camera of cameras) {
      const picture = renderFrame(scene, camera, contents);
      const people = labelsOf(truthOf(picture, camera, contents));
      exposeInto(picture.rgb, own.fork(camera.id), picture.width);
      yield { rgb: picture.rgb, people };
    }
  }
}
