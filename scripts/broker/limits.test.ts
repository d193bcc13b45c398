import { afterEach, describe, expect, it } from 'vitest';
import { BROKER_LIMITS, createFloodGuard, topicOf, userNameOf } from '@walkout/contracts';
import type { Principal } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { BROKERS, closeAll, enter, OTHER, OWN, passwordOf, STORE } from './both-brokers.fixture.ts';

afterEach(closeAll);

const camera = (id: string): Principal => ({ role: 'camera', id });
const tracksOf = (id: string): string => topicOf('cameraTracks', STORE, id);
const HONEST_MESSAGES = 30;

/** As fusion listens live, with a guard against floods. */
async function openFusion(url: string) {
  const floodGuard = createFloodGuard();
  const fusion: Principal = { role: 'fusion' };
  const bus = await connectBus({
    url, store: STORE, clientId: 'fusion', lossless: true, floodGuard,
    access: { credentials: { userName: userNameOf(fusion), password: passwordOf(fusion) } },
  });
  return { bus, floodGuard };
}

describe.each(BROKERS)('the limits of $name', ({ isThere, start }) => {
  it.skipIf(!isThere)('let a camera that floods keep nobody from being heard', { timeout: 600_000 }, async () => {
    const url = await start();
    const { bus, floodGuard } = await openFusion(url);
    const [flooder, honest] = [await enter(url, camera(OWN)), await enter(url, camera(OTHER))];
    let heard = 0;
    const allHeard = new Promise<void>((resolve) => void bus.subscribe(['cameraTracks'], ({ id }) => {
      if (id === OTHER && ++heard === HONEST_MESSAGES) resolve();
    }));
    let isOver = false;
    const flood = (async () => {
      for (let sequence = 0; !isOver; sequence++) {
        const body = JSON.stringify({ capturedAt: sequence, sequence, tracks: [] });
        // As fast as the broker takes it, and no faster: what is not sent yet would fill this process.
        if (sequence % 500 === 499) await flooder.publishAsync(tracksOf(OWN), body, { qos: 1 });
        else flooder.publish(tracksOf(OWN), body, { qos: 0 });
      }
    })();
    const dropped = () => bus.refused.get('PUBLISHER_FLOODS') ?? 0;
    while (dropped() === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let sequence = 0; sequence < HONEST_MESSAGES; sequence++) {
      await honest.publishAsync(tracksOf(OTHER), JSON.stringify({ capturedAt: sequence, sequence, tracks: [] }), { qos: 1 });
    }
    await allHeard;
    expect(floodGuard.flooding(Date.now())).toEqual([tracksOf(OWN)]);
    expect(dropped()).toBeGreaterThan(0);
    isOver = true;
    await flood;
    await bus.close();
  });

  it.skipIf(!isThere)('cut off who sends more than a message may hold', { timeout: 60_000 }, async () => {
    const url = await start();
    const [large, other] = [await enter(url, camera(OWN)), await enter(url, camera(OTHER))];
    const cut = new Promise<void>((resolve) => large.once('close', () => resolve()));
    large.publish(topicOf('clipPart', STORE, OWN), Buffer.alloc(BROKER_LIMITS.largestPacketBytes + 1), { qos: 0 });
    await cut;
    await other.publishAsync(topicOf('cameraStatus', STORE, OTHER), '{"state":"online"}', { qos: 1 });
    expect(other.connected).toBe(true);
  });
});
