import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRecording } from '../format/open-recording.ts';
import { createRandom } from '../random.ts';
import { demoScenario } from '../simulator/demo-scenario.ts';
import type { Simulation } from '../simulator/simulate.ts';
import { demoLayout } from '../simulator/store/demo-layout.ts';
import { recordSimulation } from './record-simulation.ts';
import { createVideoWriter } from './video-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'walkout-record-'));
afterAll(() => rmSync(root, { recursive: true }));

const layout = demoLayout();
/** The first two seconds of a demo: the first shopper comes in. */
const short: Simulation = { layout, seed: 'short', scenario: demoScenario(layout, createRandom('short')), longestSeconds: 2 };
const hashes = (folder: string) =>
  readdirSync(folder).sort().map((file) => `${file} ${createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')}`);

describe('recording a simulated store', () => {
  it('writes the same bytes each time: videos, log and layout', async () => {
    const [one, other] = [join(root, 'one'), join(root, 'other')];
    await recordSimulation(short, { out: one, cameras: 'videos' });
    await recordSimulation(short, { out: other, cameras: 'videos' });
    expect(hashes(one)).toHaveLength(6);
    expect(hashes(other)).toEqual(hashes(one));
    const recording = await openRecording(one);
    expect(recording.info.cameras).toHaveLength(4);
    for (const { camera, frames } of recording.info.cameras) {
      expect(frames).toBe(21);
      expect(recording.videoPath(camera)).toContain(camera);
    }
    await recording.close();
  }, 120_000);

  it('writes tracks instead of videos where they are asked for', async () => {
    const folder = join(root, 'tracks');
    const info = await recordSimulation(short, { out: folder, cameras: 'tracks' });
    expect(info.cameras).toEqual([]);
    const recording = await openRecording(folder);
    let frames = 0;
    for await (const { name } of recording.messages()) if (name === 'cameraTracks') frames++;
    expect(frames).toBe(4 * 21);
    expect(await recording.truth('people')).toHaveLength(21);
    await recording.close();
  });
});

describe('a video', () => {
  it('that cannot be written is said to be so', async () => {
    const video = createVideoWriter(join(root, 'no-such-folder', 'x.mp4'), { width: 16, height: 16, framesPerSecond: 10 });
    const writing = (async () => {
      await video.write(new Uint8Array(16 * 16 * 3));
      await video.close();
    })();
    await expect(writing).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });
});
