import type { Logger } from 'pino';
import type { Message, TopicName, WalkoutError } from '@walkout/contracts';
import { contractError, createFloodGuard } from '@walkout/contracts';
import { machineTroubleText } from '@walkout/contracts/machine-trouble';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { Store } from '../store.ts';

export interface BrokerLinkOptions {
  readonly url: string;
  readonly storeId: string;
  readonly store: Store;
  readonly logger: Logger;
}

const HEARD: readonly TopicName[] = [
  'gatePassages', 'cart', 'shelfEvent', 'shelfStock', 'clipPart', 'positions', 'cameraStatus', 'shelfStatus', 'gateStatus', 'fusionStatus',
];

function take({ till, live, evidence, takePositions }: Store, message: Message): void {
  switch (message.name) {
    case 'gatePassages': return till.takePassages(message.id, message.body);
    case 'cart': return till.takeCart(message.body);
    case 'shelfEvent': return evidence.takeShelfEvent(message.body);
    case 'shelfStock': return live.setStock(message.id, message.body);
    case 'clipPart': return evidence.takeClipPart(message.body);
    case 'positions': return takePositions(message.body);
    case 'cameraStatus': return live.setSensor('camera', message.id, message.body);
    case 'shelfStatus': return live.setSensor('shelf', message.id, message.body);
    case 'gateStatus': return live.setSensor('gate', message.id, message.body);
    case 'fusionStatus':
      evidence.takeFusionStatus(message.body);
      return live.setFusion(message.body);
    default: return undefined;
  }
}

/** Messages that are on their way to the broker at once. */
const MOST_SENT_AT_ONCE = 100;

/** Sends what has been decided, in its order and once it is on the disk; what is not acknowledged stays for the next time. */
function createSender(bus: Bus, { outbox, transact, durable }: Store, logger: Logger) {
  let sending: Promise<void> | undefined;
  const drain = async () => {
    for (let batch = outbox.first(MOST_SENT_AT_ONCE); batch.length > 0; batch = outbox.first(MOST_SENT_AT_ONCE)) {
      await durable();
      await Promise.all(batch.map(({ topic, id, body }) => bus.publish(topic, id, body)));
      transact(() => outbox.removeUntil(batch.at(-1)!.position));
    }
  };
  return (): Promise<void> =>
    (sending ??= drain()
      .catch((error: unknown) => logger.warn({ err: error }, 'messages were not sent; they will be with the next'))
      .finally(() => (sending = undefined)));
}

/**
 * The store's place on the broker. Starts at once and never fails: a broker that is away is reported and tried again, a
 * message that is refused is counted and logged once a code.
 */
export function startBrokerLink({ url, storeId, store, logger }: BrokerLinkOptions) {
  const { live, outbox } = store;
  const complained = new Set<string>();
  const refuse = (error: WalkoutError) => {
    if (complained.has(error.code)) return;
    complained.add(error.code);
    logger.warn({ code: error.code, remedy: error.remedy, err: error.cause }, `${error.message} (further ones are only counted)`);
  };
  const online = (bus: Bus) => bus.publish('storeStatus', undefined, { state: 'online' });

  let state: 'connected' | 'lost' | undefined;
  let bus: Bus | undefined;
  let send = async (): Promise<void> => {};
  const onConnection = (now: 'connected' | 'lost') => {
    if (now === state) return;
    state = now;
    live.setBroker(now);
    if (now === 'connected') logger.info({ broker: url }, 'connected to the broker');
    else {
      const { code, message, remedy } = contractError('BROKER_UNREACHABLE', url);
      logger.warn({ code, remedy }, message);
    }
    // The broker has spoken the last will meanwhile.
    if (now === 'connected' && bus !== undefined) void online(bus);
  };

  const connecting = connectBus({
    url, store: storeId, clientId: `store-server-${storeId}`, lossless: true, settled: store.transact.committed, floodGuard: createFloodGuard(), onConnection,
    will: { name: 'storeStatus', body: { state: 'offline' } },
    onBlocked(error) {
      live.setBlocked(error === undefined ? undefined : machineTroubleText(error));
      if (error === undefined) logger.info('what is heard can be kept again');
      else logger.error({ err: error }, 'what is heard cannot be kept; it is tried again, and stays with the broker meanwhile');
    },
    onRefused(error) {
      refuse(error);
      if (bus !== undefined) live.setRefused(bus.refused);
    },
  }).then(async (connected) => {
    bus = connected;
    send = createSender(connected, store, logger);
    store.evidence.connect((camera, request) => {
      // A request that is lost is made again when somebody looks.
      if (state === 'connected') void connected.publish('clipRequest', camera, request);
    });
    await connected.subscribe(HEARD, (message) => take(store, message));
    // The transaction that adds to the outbox is over by then.
    outbox.listen(() => setImmediate(() => void send()));
    await online(connected);
    await send();
  });
  return {
    /** Resolves when the broker has been reached, everything is subscribed and what waited is sent. */
    ready: connecting,
    async close(): Promise<void> {
      if (bus === undefined) return;
      if (state === 'connected') {
        await send();
        await bus.publish('storeStatus', undefined, { state: 'offline' });
      }
      await bus.close();
    },
  };
}
export type BrokerLink = ReturnType<typeof startBrokerLink>;
