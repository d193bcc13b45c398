import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { topicOf } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { startServer } from './server.ts';
import { cartOf, cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function openWatched() {
  const broker = await createEmbeddedBroker({ port: 0 });
  const server = await startServer({
    layout: cornerStore(), databaseFile: join(temporaryFolder(), 'store.db'), brokerUrl: broker.url, host: '127.0.0.1', port: 0, watchPort: 0,
    clock: () => 1_000_000, logger: pino({ level: 'silent' }),
  });
  onTestFinished(async () => {
    await server.close();
    await broker.close();
  });
  await server.ready;
  const street = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(() => street.close());
  const ask = async (path: string) => {
    const response = await fetch(`${server.watchUrl}${path}`);
    return { status: response.status, text: await response.text() };
  };
  /** Asks until the answer is so; the test's own time limit is how long. */
  const askUntil = async (path: string, isSo: (answer: { status: number; text: string }) => boolean) => {
    for (;;) {
      const answer = await ask(path);
      if (isSo(answer)) return answer;
    }
  };
  return { broker, street, ask, askUntil };
}

it('is ready once fusion is there, and says what hinders it', async () => {
  const { broker, street, ask, askUntil } = await openWatched();
  expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await ask('/readyz')).toEqual({ status: 503, text: 'fusion does not answer\n' });
  await street.publish('fusionStatus', undefined, { state: 'online' });
  expect((await askUntil('/readyz', ({ status }) => status === 200)).text).toBe('ready\n');
  await broker.close();
  expect((await askUntil('/readyz', ({ status }) => status === 503)).text).toBe('the broker does not answer\n');
  expect((await ask('/healthz')).status).toBe(200);
});

it('tells that fusion hangs, and when it goes on', { timeout: 60_000 }, async () => {
  const { street, askUntil } = await openWatched();
  for (let word = 0; word < 2; word++) await street.publish('fusionStatus', undefined, { state: 'online' });
  await askUntil('/readyz', ({ status }) => status === 200);
  expect((await askUntil('/readyz', ({ status }) => status === 503)).text).toBe('fusion does not answer\n');
  await street.publish('fusionStatus', undefined, { state: 'online' });
  await askUntil('/readyz', ({ status }) => status === 200);
});

it('counts visits, receipts, sensors that are away and messages that it refused', async () => {
  const { broker, street, ask, askUntil } = await openWatched();
  await street.publish('gatePassages', 'entry', { capturedAt: 1, passages: ['anna', 'ben'].map((passage) => ({ passage, capturedAt: 1, direction: 'in' as const })) });
  await street.publish('cart', 'anna', cartOf('anna', [['olives', 1]], { state: 'closed' }));
  await street.publish('cameraStatus', 'south-west', { state: 'online' });
  const rough = await connectAsync(broker.url);
  await rough.publishAsync(topicOf('cart', 'corner', 'ben'), 'no cart', { qos: 1 });
  await rough.endAsync();
  const { text } = await askUntil('/metrics', ({ text: figures }) => figures.includes('walkout_store_refused_total'));
  const figures = [
    ['walkout_store_visits', 'state="open"', 1], ['walkout_store_visits', 'state="settled"', 1], ['walkout_store_visits', 'state="review"', 0],
    ['walkout_store_refused_total', 'code="MESSAGE_MALFORMED"', 1], ['walkout_store_sensors_away', 'kind="camera"', 1], ['walkout_store_sensors_away', 'kind="gate"', 2],
  ] as const;
  for (const [name, label, value] of figures) expect(text.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^${name}\\{.*${label}.*\\} ${value}$`)));
  expect(text).toMatch(/^walkout_store_receipts\{[^}]*\} 1$/m);
  expect(text).toMatch(/^walkout_store_database_bytes\{[^}]*\} [1-9]\d+$/m);
  expect(text).toMatch(/^walkout_store_broker_connected\{[^}]*\} 1$/m);
  expect(text).not.toContain('anna');
  expect((await ask('/metrics')).status).toBe(200);
});
