import { filterOf, topicOf, TOPICS } from '@walkout/contracts';
import type { Cart, EpochMs, FusionStatus, Milliseconds, Receipt, TopicName } from '@walkout/contracts';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { connect } from 'mqtt';
import { wallTimeOf } from './store-clock.ts';
import type { StoreClock } from './store-clock.ts';

/** How long after a moment of the store something was heard of it, milliseconds of the wall's time. */
export interface Latency {
  /** The moment, by the store's time. */
  readonly at: EpochMs;
  readonly took: Milliseconds;
  readonly visit: string;
}

/** Listens to what fusion and the store server say, as the observer. */
export interface Ears {
  /** From the moment that a change of weight had settled, or hands had met, until the cart was heard that knows of it. */
  readonly carts: readonly Latency[];
  /** From the exit until the receipt was heard. */
  readonly receipts: readonly Latency[];
  fusion(): FusionStatus | undefined;
  /** How many topics the broker keeps a last word for. */
  countRetained(): Promise<number>;
  close(): Promise<void>;
}

export async function openEars(url: string, store: string, { credentials: { userName, password }, clock }: { readonly credentials: BrokerCredentials; readonly clock: StoreClock }): Promise<Ears> {
  // Or the library would not ask a second time for what it has asked for.
  const client = connect(url, { clientId: userName, username: userName, password, protocolVersion: 4, resubscribe: false });
  const [carts, receipts]: [Latency[], Latency[]] = [[], []];
  const prefix = topicOf('cart', store, 'x').slice(0, -1);
  const ending = topicOf('receipt', store, 'x').slice(-'/receipt'.length);
  const [statusTopic, sentinel] = [topicOf('fusionStatus', store), topicOf('storeStatus', store)];
  const retained = (Object.keys(TOPICS) as TopicName[]).filter((name) => TOPICS[name].retain && name !== 'storeStatus').map((name) => filterOf(name, store));
  let status: FusionStatus | undefined;
  let counting: { readonly topics: Set<string>; readonly done: () => void } | undefined;

  client.on('message', (topic, payload, { retain }) => {
    if (retain) {
      counting?.topics.add(topic);
      if (topic === sentinel) counting?.done();
      return;
    }
    if (payload.length === 0) return;
    const took = (at: EpochMs): Milliseconds => Date.now() - wallTimeOf(clock, at);
    if (topic === statusTopic) status = JSON.parse(payload.toString('utf8')) as FusionStatus;
    else if (topic.startsWith(prefix)) {
      const { visit, capturedAt, revision, state } = JSON.parse(payload.toString('utf8')) as Cart;
      if (revision > 0 && state === 'open') carts.push({ at: capturedAt, took: took(capturedAt), visit });
    } else if (topic.endsWith(ending)) {
      const { visit, closedAt } = JSON.parse(payload.toString('utf8')) as Receipt;
      receipts.push({ at: closedAt, took: took(closedAt), visit });
    }
  });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync([filterOf('cart', store), filterOf('receipt', store), statusTopic], { qos: 1 });
  return {
    carts, receipts,
    fusion: () => status,
    async countRetained() {
      const topics = new Set<string>();
      const heard = new Promise<void>((done) => (counting = { topics, done }));
      // The broker says all that it keeps at each subscription, in their order.
      await client.subscribeAsync(retained, { qos: 1 });
      await client.subscribeAsync(sentinel, { qos: 1 });
      await heard;
      counting = undefined;
      return topics.size;
    },
    close: () => client.endAsync(),
  };
}
