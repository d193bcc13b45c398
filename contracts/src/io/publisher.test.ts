import { once } from 'node:events';
import { connect as connectSocket, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';
import { createPublisher } from './publisher.ts';
import type { Publisher } from './publisher.ts';

/** A wire to a broker that can be cut, and that may let answers through no more: then nothing is acknowledged. */
async function layWire(url: string) {
  const sockets = new Set<Socket>();
  let isDeaf = false;
  const server = createServer((near) => {
    const far = connectSocket(Number(new URL(url).port), '127.0.0.1');
    // The answer to CONNECT comes through, or nobody would be connected.
    let answers = 0;
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (answers++ === 0 || !isDeaf) near.write(bytes);
    });
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deafen: (on: boolean) => (isDeaf = on),
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

let broker: Awaited<ReturnType<typeof createEmbeddedBroker>>;
let wire: Awaited<ReturnType<typeof layWire>>;
let speaker: MqttClient;
let listener: MqttClient;
let publisher: Publisher;
let heard: string[];

const happens = (client: MqttClient, event: 'connect' | 'close' | 'message'): Promise<void> => new Promise((resolve) => client.once(event, () => resolve()));
/** Resolves when the listener has heard so many messages. */
const hears = async (count: number): Promise<void> => {
  while (heard.length < count) await happens(listener, 'message');
};
/** Cuts the wire and waits until the speaker is connected again. */
async function cut(): Promise<void> {
  const back = happens(speaker, 'connect');
  wire.cut();
  await back;
}

beforeEach(async () => {
  broker = await createEmbeddedBroker({ port: 0 });
  wire = await layWire(broker.url);
  listener = connect(broker.url);
  heard = [];
  listener.on('message', (_topic, payload) => heard.push(payload.toString()));
  await listener.subscribeAsync('#', { qos: 1 });
  speaker = connect(wire.url, { reconnectPeriod: 20 });
  speaker.on('error', () => {});
  publisher = createPublisher(speaker);
  await happens(speaker, 'connect');
});
afterEach(async () => {
  await Promise.all([speaker.endAsync(true), listener.endAsync(true)]);
  await wire.close();
  await broker.close();
});

it('publishes once what is acknowledged', async () => {
  await publisher.publish('t', 'a', { qos: 1 });
  await cut();
  await publisher.publish('t', 'b', { qos: 1 });
  await hears(2);
  expect(heard).toEqual(['a', 'b']);
});

it('publishes again and in order what was not acknowledged, over any number of connections', async () => {
  wire.deafen(true);
  const all = ['a', 'b'].map((payload) => publisher.publish('t', payload, { qos: 1 }));
  await hears(2);
  await cut();
  // While the library still speaks of the last connection, and it breaks again.
  all.push(publisher.publish('t', 'c', { qos: 1 }));
  await hears(5);
  const back = happens(speaker, 'connect');
  wire.cut();
  all.push(publisher.publish('t', 'd', { qos: 1 }));
  wire.deafen(false);
  await back;
  await Promise.all(all);
  await hears(9);
  expect(heard).toEqual(['a', 'b', 'a', 'b', 'c', 'a', 'b', 'c', 'd']);
});

it('does not publish again what has been replaced at the broker, but what is taken back there', async () => {
  wire.deafen(true);
  const all = ['a', 'b', ''].map((payload) => publisher.publish('t', payload, { qos: 1, retain: true }));
  await hears(3);
  wire.deafen(false);
  await cut();
  await Promise.all(all);
  await hears(5);
  expect(heard).toEqual(['a', 'b', '', 'b', '']);
});

it('waits no longer for what may be lost when the connection is', async () => {
  const gone = happens(speaker, 'close');
  wire.cut();
  await gone;
  await publisher.publish('t', 'a', { qos: 0 });
  await publisher.publish('t', 'b', { qos: 1 });
  await hears(1);
  expect(heard).toEqual(['b']);
});

it('tells whoever publishes when the client leaves', async () => {
  const left = speaker.endAsync();
  await expect(publisher.publish('t', 'a', { qos: 1 })).rejects.toThrow('disconnecting');
  await left;
});
