import { writeFile } from 'node:fs/promises';
import { openRecording } from '@walkout/recordings';
import { demoLayout, findDemo, simulate } from '@walkout/recordings/simulator';
import type { PosedShopper } from '@walkout/recordings/simulator';
import type { CameraTracks } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { processVideo } from '@walkout/edge-node';
import { describeVersions } from '../describe-run.ts';
import { measurePoseNoise } from './measure-pose-noise.ts';
import type { SeenFrame } from './measure-pose-noise.ts';
import { noiseModule } from './noise-module.ts';

const FILE = new URL('../../../recordings/src/simulator/camera/fitted-noise.ts', import.meta.url);

/** Shoppers move on while others look: what a frame showed is kept as it was. */
const frozen = (person: PosedShopper): PosedShopper => ({
  ...person, shopper: { ...person.shopper, hands: { left: { ...person.shopper.hands.left }, right: { ...person.shopper.hands.right } } },
});

/** What our networks make of a recording's videos, camera by camera. */
async function readVideos(folder: string): Promise<Map<string, Map<number, CameraTracks>>> {
  const recording = await openRecording(folder);
  const read = new Map<string, Map<number, CameraTracks>>();
  for (const { camera, startedAt, framesPerSecond } of recording.info.cameras) {
    const messages = new Map<number, CameraTracks>();
    for await (const message of processVideo({ video: { path: recording.videoPath(camera), startedAt, framesPerSecond } })) messages.set(message.capturedAt, message);
    read.set(camera, messages);
    process.stderr.write(`${camera}: ${messages.size} frames\n`);
  }
  await recording.close();
  return read;
}

await runCommand({
  name: 'npm run fit-noise --',
  about: "Fits the noise of simulated cameras to our networks on a recording of the demo store, and writes it where the simulator has it.",
  options: {
    data: { value: 'RECORDING', about: 'a day in the demo store, with videos', fallback: 'recordings/demo' },
    seed: { value: 'N', about: 'that it was recorded with', fallback: '1' },
  },
  async run({ data, seed }) {
    const layout = demoLayout();
    const number = integerOption('seed', seed, { minimum: 0 });
    const tracks = await readVideos(data);
    const frames: SeenFrame[] = [];
    for (const { at, frame } of simulate(findDemo(layout, number))) {
      if (frame === undefined) continue;
      const seen = [...tracks].flatMap(([camera, messages]): [string, CameraTracks][] => (messages.has(at) ? [[camera, messages.get(at)!]] : []));
      frames.push({ posed: frame.posed.map(frozen), tracks: new Map(seen) });
    }
    const { models } = describeVersions();
    await writeFile(FILE, noiseModule(measurePoseNoise(layout, frames), { seed: number, frames: frames.length, models }));
  },
});
