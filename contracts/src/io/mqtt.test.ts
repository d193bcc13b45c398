import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from 'mqtt';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { connectBus } from './mqtt.ts';
import type { Bus } from './mqtt.ts';
import { topicOf } from '../topics.ts';

let broker: Awaited<ReturnType<typeof createEmbeddedBroker>>;
let buses: Bus[];

beforeEach(async () => {
  broker = await createEmbeddedBroker({ port: 0 });
  buses = [];
});
afterEach(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  await broker.close();
});

async function join(clientId: string): Promise<Bus> {
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId });
  buses.push(bus);
  return bus;
}

it('carries messages in order, each to those who asked for its topic', async () => {
  const [speaker, listener] = [await join('speaker'), await join('listener')];
  const heard: number[] = [];
  await new Promise<void>((resolve) => {
    void listener
      .subscribe(['gatePassages'], (message) => {
        if (message.name === 'gatePassages') heard.push(message.body.capturedAt);
        if (heard.length === 20) resolve();
      })
      .then(() => {
        for (let at = 1; at <= 20; at++) {
          void speaker.publish('gatePassages', 'door', { capturedAt: at, passages: [] });
          void speaker.publish('fusionStatus', undefined, { state: 'online' });
        }
      });
  });
  expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

it('counts what it refuses and goes on', async () => {
  const listener = await join('listener');
  const stranger = connect(broker.url);
  const topic = topicOf('gatePassages', 'corner', 'door');
  const good = await new Promise<number>((resolve) => {
    void listener
      .subscribe(['gatePassages'], (message) => {
        if (message.name === 'gatePassages') resolve(message.body.capturedAt);
      })
      .then(async () => {
        await stranger.publishAsync(topic, 'no JSON');
        await stranger.publishAsync(topic, '{"capturedAt":7,"passages":[]}');
      });
  });
  await stranger.endAsync();
  expect(good).toBe(7);
  expect(listener.refused.get('MESSAGE_MALFORMED')).toBe(1);
});

it('tells old news from new', async () => {
  const speaker = await join('speaker');
  await speaker.publish('gateStatus', 'door', { state: 'ended' });
  const listener = await join('listener');
  const retained = await new Promise<boolean>((resolve) => {
    void listener.subscribe(['gateStatus'], (_, old) => resolve(old));
  });
  expect(retained).toBe(true);
});

it('loses nothing that was said while a lossless client was away, nor what it had not finished', async () => {
  const speaker = await join('speaker');
  const hear = async (until: number, onStarted = () => Promise.resolve()) => {
    const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'till', lossless: true });
    const heard: number[] = [];
    await new Promise<void>((resolve) => {
      void bus.subscribe(['gatePassages'], async (message) => {
        if (message.name === 'gatePassages') heard.push(message.body.capturedAt);
        if (heard.length === until) resolve();
      }).then(onStarted);
    });
    await bus.close();
    return heard;
  };
  const say = (...times: number[]) => Promise.all(times.map((at) => speaker.publish('gatePassages', 'door', { capturedAt: at, passages: [] })));
  expect(await hear(2, async () => void (await say(1, 2)))).toEqual([1, 2]);
  await say(3, 4, 5);
  expect(await hear(3)).toEqual([3, 4, 5]);

  // A client that dies in the middle of its work.
  const dying = await connectBus({ url: broker.url, store: 'corner', clientId: 'till', lossless: true });
  let release = (): void => undefined;
  const stuck = new Promise<void>((resolve) => {
    void dying.subscribe(['gatePassages'], () => {
      resolve();
      return new Promise<void>((finish) => (release = finish));
    }).then(() => say(6, 7));
  });
  await stuck;
  // The same client id again: the broker drops the one that is stuck.
  expect(await hear(2)).toEqual([6, 7]);
  release();
  await dying.close();
});

it('takes a last word back: nobody who comes later hears it, and whoever listens is told nothing', async () => {
  const [speaker, listener] = [await join('speaker'), await join('listener')];
  const heard: string[] = [];
  let told = (): void => undefined;
  const end = () => new Promise<void>((resolve) => (told = resolve));
  const listen = (bus: Bus, whose: string) => bus.subscribe(['shelfStatus', 'fusionStatus'], ({ name, id }) => {
    if (name === 'shelfStatus') heard.push(`${whose} ${id}`);
    else told();
  });
  await listen(listener, 'early');
  await speaker.publish('shelfStatus', 'a', { state: 'online' });
  await speaker.publish('shelfStatus', 'b', { state: 'online' });
  await speaker.forget('shelfStatus', 'a');
  const early = end();
  await speaker.publish('fusionStatus', undefined, { state: 'online' });
  await early;
  const late = end();
  await listen(await join('late'), 'late');
  await late;
  expect(heard).toEqual(['early a', 'early b', 'late b']);
  expect(listener.refused.size).toBe(0);
});
