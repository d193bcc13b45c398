import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { edgeSuite } from './edge.ts';

const folder = mkdtempSync(join(tmpdir(), 'edge-suite-'));
afterAll(() => rmSync(folder, { recursive: true }));
const say = () => undefined;

describe('edge', () => {
  it('measures a real edge node on a real video', { timeout: 180_000 }, async () => {
    const data = join(folder, 'video.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10:duration=1', '-pix_fmt', 'yuv420p', data]);
    const { figures } = await edgeSuite({ data, streams: 1, fps: 4, seconds: 5, say });
    // It can never be faster than its camera, but for the frame that falls on the edge of the measurement and for catching up.
    expect(figures['fpsAchieved']).toBeGreaterThan(0.5);
    expect(figures['fpsAchieved']).toBeLessThan(6);
    expect(figures['cpuShare']).toBeGreaterThan(0);
    expect(Object.keys(figures['msPerFrame'] as object)).toEqual(expect.arrayContaining(['decode', 'resize', 'detect', 'pose', 'track', 'publish']));
  });
  it('says so when there is no such video', async () => {
    await expect(edgeSuite({ data: join(folder, 'none.mp4'), streams: 1, fps: 4, seconds: 1, say })).rejects.toMatchObject({ code: 'DATA_MISSING' });
  });
});
