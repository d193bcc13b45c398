import { lookAt } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import type { Random } from '../random.ts';
import type { Camera } from '../renderer/index.ts';
import type { RandomStore } from './random-store.ts';

export const IMAGE_SIZE = { width: 640, height: 360 } as const;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A ceiling camera: 2.2 to 4 m high, 70 to 110 degrees wide, looking 10 to 60 degrees down over the store's middle. */
export function randomCamera(random: Random, { width, depth }: Pick<RandomStore, 'width' | 'depth'>, id: string): Camera {
  const atWall = random.chance(0.75);
  const margin = () => random.uniform(0.08, 0.4);
  const along = (size: number) => (atWall && random.chance(0.7) ? (random.chance(0.5) ? margin() : size - margin()) : random.uniform(0.1, size - 0.1));
  const height = random.chance(0.65) ? random.uniform(2.6, 3.2) : random.uniform(2.2, 4);
  const eye: StorePoint = [along(width), along(depth), height];
  const aim = [width * random.uniform(0.25, 0.75), depth * random.uniform(0.25, 0.75)] as const;
  const away = Math.max(0.3, Math.hypot(aim[0] - eye[0], aim[1] - eye[1]));
  const down = radians(Math.min(60, Math.max(10, random.normal(31, 11))));
  const target: StorePoint = [aim[0] + 1e-3, aim[1], height - Math.tan(down) * away];
  const focal = IMAGE_SIZE.width / 2 / Math.tan(radians(random.uniform(70, 110)) / 2);
  const tilt = random.chance(0.3) ? random.normal(0, 0.04) : 0;
  return { id, imageSize: IMAGE_SIZE, calibration: { focal: [focal, focal], principal: [320, 180], distortion: [0, 0, 0, 0, 0], cameraFromStore: rolled(lookAt(eye, target), tilt) } };
}

/** The same view with the camera turned about its own axis. */
function rolled(rows: number[][], angle: number): number[][] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [right, down, ahead] = rows as [number[], number[], number[]];
  return [right.map((value, index) => value * cos + down[index]! * sin), down.map((value, index) => value * cos - right[index]! * sin), ahead];
}
