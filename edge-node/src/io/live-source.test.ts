import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { WalkoutError } from '@walkout/contracts';
import type { Frame } from '../core/frame.ts';
import { openLiveSource } from './live-source.ts';
import type { FrameSource } from './frame-source.ts';

const open: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const CAMERA = fileURLToPath(new URL('./rtsp-server.fixture.ts', import.meta.url));

async function startCamera(port = 0) {
  const camera = spawn(process.execPath, ['--import', 'tsx', CAMERA, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(camera.stdout, 'data')) as [Buffer];
  const stop = async () => {
    const ended = once(camera, 'exit');
    if (camera.exitCode === null && camera.kill()) await ended;
  };
  open.push(stop);
  return { url: `rtsp://127.0.0.1:${line.toString().trim()}/video`, stop };
}

function watch(url: string) {
  const outages: WalkoutError[] = [];
  let onOutage = () => {};
  const source = openLiveSource({ kind: 'rtsp', url }, {
    now: Date.now,
    onOutage(error) {
      outages.push(error);
      onOutage();
    },
  });
  open.push(() => source.close());
  return { source, outages, nextOutage: () => new Promise<void>((resolve) => (onOutage = resolve)), next: reader(source) };
}

function reader(source: FrameSource): () => Promise<Frame> {
  let frames: AsyncIterator<Frame> | undefined;
  return async () => (await (frames ??= source.frames()[Symbol.asyncIterator]()).next()).value as Frame;
}

describe('openLiveSource', { timeout: 90_000 }, () => {
  it('reads an RTSP camera, newest frame first, and counts what it had to drop', async () => {
    const { url } = await startCamera();
    const { source, next } = watch(url);
    const first = await next();
    expect([first.width, first.height, first.pixels.length]).toEqual([320, 180, 320 * 180 * 3]);
    while (source.dropped() < 3) await sleep(20);
    const later = await next();
    expect(later.sequence).toBeGreaterThanOrEqual(first.sequence + 4);
    expect(later.capturedAt).toBeGreaterThan(first.capturedAt);
  });

  it('says once that a camera is away, and finds it when it comes, and when it comes again', async () => {
    const { url, stop } = await startCamera();
    await stop();
    const { source, outages, nextOutage, next } = watch(url.replace('//', '//user:secret@'));
    const frame = next();
    await nextOutage();
    expect(source.online()).toBe(false);
    expect(outages.map(({ code }) => code)).toEqual(['SOURCE_UNREACHABLE']);
    expect(outages[0]!.message).not.toContain('secret');
    const port = Number(new URL(url).port);
    const camera = await startCamera(port);
    const { sequence } = await frame;
    expect(source.online()).toBe(true);
    const lost = nextOutage();
    await camera.stop();
    await lost;
    await startCamera(port);
    let again = await next();
    while (again.sequence <= sequence + 1) again = await next();
    expect(outages).toHaveLength(2);
  });
});
