import { startWatch } from '@walkout/contracts/watch';
import { expect, it, onTestFinished } from 'vitest';
import { edgeRegistry, troublesOf } from './edge-registry.ts';
import type { EdgeFigures } from './edge-registry.ts';

/** The door of an edge node whose camera does as the test has it. */
async function open(first: EdgeFigures) {
  let figures = first;
  const watch = await startWatch({ port: 0, registry: edgeRegistry('north', () => figures), troubles: () => troublesOf(figures) });
  onTestFinished(() => watch.close());
  return {
    set: (now: EdgeFigures) => void (figures = now),
    ask: async (path: string) => {
      const response = await fetch(`${watch.url}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
}

it('is ready once networks are loaded, the camera gives pictures and the broker answers; says what is missing', async () => {
  const { set, ask } = await open({ isConnected: false, status: undefined, frames: 0 });
  expect(await ask('/readyz')).toEqual({ status: 503, text: 'the broker does not answer\nthe networks are being loaded\n' });
  set({ isConnected: true, status: { state: 'offline' }, frames: 0 });
  expect(await ask('/readyz')).toEqual({ status: 503, text: 'the camera gives no pictures\n' });
  set({ isConnected: true, status: { state: 'online' }, frames: 3 });
  expect(await ask('/readyz')).toEqual({ status: 200, text: 'ready\n' });
  expect((await ask('/healthz')).status).toBe(200);
});

it('counts frames, those left out and what each stage takes, with the name of the camera', async () => {
  const { ask, set } = await open({ isConnected: true, status: undefined, frames: 0 });
  expect((await ask('/metrics')).text).toContain('walkout_edge_camera_online{service="edge-node",camera="north"} 0');
  set({ isConnected: true, status: { state: 'online', framesPerSecond: 9.5, dropped: 2, stageMs: { detect: 31.5 } }, frames: 40 });
  const { text } = await ask('/metrics');
  expect(text).toContain('walkout_edge_camera_online{service="edge-node",camera="north"} 1');
  expect(text).toContain('walkout_edge_frames_total{service="edge-node",camera="north"} 40');
  expect(text).toContain('walkout_edge_dropped_total{service="edge-node",camera="north"} 2');
  expect(text).toContain('walkout_edge_frames_per_second{service="edge-node",camera="north"} 9.5');
  expect(text).toMatch(/walkout_edge_stage_milliseconds\{.*stage="detect".*\} 31\.5/);
});
