import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { createLetterbox, openFileSource } from '@walkout/edge-node';
import { IMAGE_SIZE } from '@walkout/recordings/dataset';
import { loadReference } from '../vision/networks.ts';
import { labelOf } from './label-of.ts';

/** Below this the teacher has no opinion. */
const DOUBT = 0.1;

/** Networks read blue, green, red; data sets are red, green, blue. */
function rgbOf(bgr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(bgr.length);
  for (let at = 0; at < bgr.length; at += 3) {
    rgb[at] = bgr[at + 2]!;
    rgb[at + 1] = bgr[at + 1]!;
    rgb[at + 2] = bgr[at]!;
  }
  return rgb;
}

await runCommand({
  name: 'npm run label --',
  about: 'Makes a training set of licensed real footage: people by YOLOX-nano, keypoints by MoveNet, in the form of npm run dataset.',
  options: {
    video: { value: 'FILE', about: 'a video whose licence allows training', required: true },
    frames: { value: 'N', about: 'only the first N frames, so that the rest can be tested on', required: true },
    step: { value: 'K', about: 'every Kth of them', fallback: '3' },
    out: { value: 'DIR', about: 'folder to write to', required: true },
  },
  async run({ video, frames, step, out }) {
    const most = integerOption('frames', frames, { minimum: 1 });
    const every = integerOption('step', step, { minimum: 1 });
    const { detect, pose } = await loadReference();
    const letterbox = createLetterbox({ ...IMAGE_SIZE, anchor: 'top-left', padding: 114 });
    const [pictures, lines]: [Uint8Array[], string[]] = [[], []];
    for await (const frame of openFileSource({ path: video, startedAt: 0, framesPerSecond: 10 }).frames()) {
      if (frame.sequence >= most) break;
      if (frame.sequence % every !== 0) continue;
      const people = await detect(frame, DOUBT);
      const poses = await pose(frame, people.map(({ box }) => box));
      const { pixels, map } = letterbox(frame);
      lines.push(JSON.stringify({ people: people.map((person, i) => labelOf(person, poses[i]!, map.scale[0])) }));
      pictures.push(rgbOf(pixels));
    }
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'frames-000.rgb'), Buffer.concat(pictures));
    writeFileSync(join(out, 'labels-000.jsonl'), lines.join('\n') + '\n');
    process.stderr.write(`${lines.length} frames\n`);
  },
});
