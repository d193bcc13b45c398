import { describe, expect, it, vi } from 'vitest';
import { createFusionPace } from './fusion-pace.ts';
import { createRealTimePace } from './real-time-pace.ts';
import { createStageMeter } from './stage-meter.ts';

const signal = new AbortController().signal;

describe('createFusionPace', () => {
  const pace = (silenceMs = 60_000, onSilence = () => {}) => createFusionPace({ leadMs: 5_000, silenceMs, onSilence });
  /** Whether the promise is settled once everything that can go on has gone on. */
  const settled = async (promise: Promise<void>) => {
    let done = false;
    void promise.then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    return done;
  };

  it('waits for fusion, gives it the beginning, then stays near its watermark', async () => {
    const fusion = pace();
    const first = fusion.waitFor(1_000, signal);
    expect(await settled(first)).toBe(false);
    fusion.heard({ state: 'online' });
    await first;
    await fusion.waitFor(6_000, signal);
    const far = fusion.waitFor(6_001, signal);
    expect(await settled(far)).toBe(false);
    fusion.heard({ state: 'online', watermark: 1_001 });
    await far;
  });

  it('does not take the last words of an earlier fusion for a fusion', async () => {
    const fusion = pace();
    fusion.heard({ state: 'ended', watermark: 9_999 });
    expect(await settled(fusion.waitFor(1_000, signal))).toBe(false);
  });

  it('goes on, and says so, when fusion has been silent for too long', async () => {
    const onSilence = vi.fn();
    const fusion = pace(1, onSilence);
    await fusion.waitFor(1_000, signal);
    await fusion.waitFor(99_000, signal);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  it('lets go when stopped', async () => {
    const controller = new AbortController();
    const waiting = pace().waitFor(1_000, controller.signal);
    controller.abort();
    await waiting;
  });
});

describe('createRealTimePace', () => {
  it('lets frames that are due pass at once, and lets go when stopped', async () => {
    let now = 0;
    const pace = createRealTimePace(2, () => now);
    await pace(10_000, signal);
    now = 5_000;
    await pace(20_000, signal);
    const controller = new AbortController();
    const early = pace(900_000, controller.signal);
    controller.abort();
    await early;
  });
  it('never waits at full speed', async () => {
    const pace = createRealTimePace('max', () => 0);
    await pace(0, signal);
    await pace(1e9, signal);
  });
});

describe('createStageMeter', () => {
  it('gives means since it was last asked', () => {
    let now = 0;
    const meter = createStageMeter(() => now);
    expect(meter.take()).toEqual({ frames: 0, seconds: 0, stageMs: {} });
    meter.add({ detect: 1, pose: 4 });
    meter.add({ detect: 2, pose: 4 });
    now = 500;
    expect(meter.take()).toEqual({ frames: 2, seconds: 0.5, stageMs: { detect: 1.5, pose: 4 } });
    expect(meter.take().stageMs).toEqual({});
  });
});
