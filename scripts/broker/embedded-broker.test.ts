import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import mqtt from 'mqtt';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Message } from '@walkout/contracts';
import { createEmbeddedBroker } from './embedded-broker.ts';
import type { EmbeddedBroker } from './embedded-broker.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBroker(port = 0): Promise<EmbeddedBroker> {
  const broker = await createEmbeddedBroker({ port });
  open.push(() => broker.close());
  return broker;
}

async function join(broker: EmbeddedBroker, clientId: string) {
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId });
  open.push(() => bus.close());
  return bus;
}

describe('embedded broker', () => {
  it('carries a message from one client to another', async () => {
    const broker = await startBroker();
    const listener = await join(broker, 'listener');
    const heard = new Promise<Message>((resolve) => void listener.subscribe(['gatePassages'], resolve).then(async () => {
      const speaker = await join(broker, 'speaker');
      await speaker.publish('gatePassages', 'south', { capturedAt: 1, passages: [] });
    }));
    expect(await heard).toEqual({ name: 'gatePassages', id: 'south', body: { capturedAt: 1, passages: [] } });
  });

  it('tells a late joiner what was retained', async () => {
    const broker = await startBroker();
    await (await join(broker, 'fusion')).publish('fusionStatus', undefined, { state: 'online', watermark: 5 });
    const late = await join(broker, 'late');
    const heard = new Promise<Message>((resolve) => void late.subscribe(['fusionStatus'], resolve));
    expect((await heard).body).toEqual({ state: 'online', watermark: 5 });
  });

  it('speaks the last will of a client that dies', async () => {
    const broker = await startBroker();
    const listener = await join(broker, 'listener');
    const heard = new Promise<Message>((resolve) => void listener.subscribe(['storeStatus'], resolve));
    const topic = 'walkout/v1/corner/store-server/status';
    const will = { topic, payload: Buffer.from('{"state":"offline"}'), qos: 1, retain: true } as const;
    const dying = await mqtt.connectAsync(broker.url, { will, reconnectPeriod: 0 });
    dying.stream.destroy();
    expect((await heard).body).toEqual({ state: 'offline' });
  });

  it('cuts a client off that publishes to a wildcard', async () => {
    const broker = await startBroker();
    const [, , host, port] = /^(mqtt):\/\/(.*):(\d+)$/.exec(broker.url)!;
    const socket = connect(Number(port), host);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const connectPacket = [0x10, 15, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 3, 98, 97, 100];
    const publishToAll = [0x30, 5, 0, 3, 97, 47, 35];
    socket.on('error', () => {});
    socket.once('data', () => socket.write(Buffer.from(publishToAll)));
    socket.write(Buffer.from(connectPacket));
    await closed;
  });

  it('says that a port is taken, and by what option to change it', async () => {
    const broker = await startBroker();
    const port = Number(broker.url.split(':').at(-1));
    await expect(createEmbeddedBroker({ port })).rejects.toMatchObject({ code: 'PORT_IN_USE', remedy: expect.stringContaining('--port') });
  });

  it('frees its port when closed, with clients still there', async () => {
    const broker = await createEmbeddedBroker({ port: 0 });
    const client = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
    client.on('error', () => {});
    await broker.close();
    await startBroker(Number(broker.url.split(':').at(-1)));
    client.end(true);
  });
});
