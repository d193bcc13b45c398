import { EventEmitter } from 'node:events';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPublisher } from './publisher.ts';

/** Forgets so many publications first, as the library may when a connection breaks: no broker can be made to have it do so. */
function clientThatForgets(count: number) {
  const published: string[] = [];
  const client = Object.assign(new EventEmitter(), {
    connected: true,
    publishAsync: (_topic: string, payload: string) => (published.push(payload) <= count ? new Promise<void>(() => {}) : Promise.resolve()),
  });
  return { client, published, publisher: createPublisher(client as unknown as MqttClient) };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('publishes once what is acknowledged', async () => {
  const { publisher, published } = clientThatForgets(0);
  await publisher.publish('t', 'a', { qos: 1 });
  vi.advanceTimersByTime(60_000);
  expect(published).toEqual(['a']);
});

it('publishes again what the library has forgotten, once the broker is there', async () => {
  const { publisher, published, client } = clientThatForgets(1);
  client.connected = false;
  const done = publisher.publish('t', 'a', { qos: 1 });
  vi.advanceTimersByTime(60_000);
  expect(published).toEqual(['a']);
  client.connected = true;
  client.emit('connect');
  vi.advanceTimersByTime(9_000);
  expect(published).toEqual(['a']);
  vi.advanceTimersByTime(3_000);
  await done;
  expect(published).toEqual(['a', 'a']);
});

it('does not publish again what has been replaced at the broker', async () => {
  const { publisher, published } = clientThatForgets(1);
  const old = publisher.publish('t', 'a', { qos: 1, retain: true });
  await publisher.publish('t', 'b', { qos: 1, retain: true });
  vi.advanceTimersByTime(13_000);
  await old;
  expect(published).toEqual(['a', 'b']);
});

it('waits no longer for what may be lost when the connection is', async () => {
  const { publisher, client } = clientThatForgets(1);
  const done = publisher.publish('t', 'a', { qos: 0 });
  client.emit('close');
  await done;
});
