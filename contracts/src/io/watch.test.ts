import { afterEach, beforeEach, expect, it } from 'vitest';
import { Counter } from 'prom-client';
import { createRegistry, startWatch } from './watch.ts';
import type { Watch } from './watch.ts';

let watch: Watch;
let troubles: string[];
beforeEach(async () => {
  troubles = [];
  const registry = createRegistry('till');
  new Counter({ name: 'walkout_things_total', help: 'things', registers: [registry] }).inc(3);
  watch = await startWatch({ port: 0, registry, troubles: () => troubles });
});
afterEach(() => watch.close());

const ask = async (path: string, method = 'GET') => {
  const response = await fetch(`${watch.url}${path}`, { method });
  return { status: response.status, text: await response.text() };
};

it('says that the process answers, and whether it can do its work', async () => {
  expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await ask('/readyz')).toEqual({ status: 200, text: 'ready\n' });
  troubles = ['the broker does not answer'];
  expect(await ask('/readyz')).toEqual({ status: 503, text: 'the broker does not answer\n' });
  expect((await ask('/healthz')).status).toBe(200);
});

it('gives figures of the service and of its process', async () => {
  const { text } = await ask('/metrics');
  expect(text).toContain('walkout_things_total{service="till"} 3');
  expect(text).toMatch(/nodejs_heap_size_used_bytes\{service="till"\} \d+/);
});

it('has nothing else, and takes nothing', async () => {
  expect((await ask('/etc/passwd')).status).toBe(404);
  expect((await ask('/healthz', 'POST')).status).toBe(405);
});

it('says when its port is taken', async () => {
  const port = Number(new URL(watch.url).port);
  await expect(startWatch({ port, registry: createRegistry('other'), troubles: () => [] })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
});
