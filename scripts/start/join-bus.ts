import { contractError } from '@walkout/contracts';
import type { Milliseconds } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';

const PATIENCE: Milliseconds = 5_000;
let joined = 0;

/** Connects to a broker, which has to be there now. @throws WalkoutError BROKER_UNREACHABLE */
async function connectNow(url: string): Promise<MqttClient> {
  try {
    return await connectAsync(url, { connectTimeout: PATIENCE, reconnectPeriod: 0 }, false);
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException;
    throw contractError('BROKER_UNREACHABLE', `${url} (${message || code})`);
  }
}

/** A typed connection to a broker that has been seen to answer. */
export function joinBus(url: string, store: string): Promise<Bus> {
  joined += 1;
  return connectBus({ url, store, clientId: `start-${process.pid}-${joined}` });
}

/**
 * Removes what a broker keeps of earlier runs of a store: a replay must begin as if nothing had been said before.
 *
 * @throws WalkoutError BROKER_UNREACHABLE when it does not answer within 5 s
 */
export async function forgetRetained(url: string, store: string): Promise<void> {
  const client = await connectNow(url);
  const marker = `walkout/v1/${store}/start/${process.pid}`;
  const kept: string[] = [];
  const heardAll = new Promise<void>((resolve) => {
    client.on('message', (topic, _payload, packet) => {
      if (topic === marker) resolve();
      else if (packet.retain) kept.push(topic);
    });
  });
  await client.subscribeAsync(`walkout/v1/${store}/#`, { qos: 1 });
  // What is kept is sent at once on subscribing, so before this comes back.
  await client.publishAsync(marker, '', { qos: 1 });
  await heardAll;
  for (const topic of kept) await client.publishAsync(topic, '', { qos: 1, retain: true });
  await client.endAsync();
}
