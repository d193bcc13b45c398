import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { contractError, WalkoutError } from '../errors.ts';
import type { FloodGuard } from '../flood-guard.ts';
import type { Message } from '../messages/parse-message.ts';
import { filterOf, topicOf, TOPICS } from '../topics.ts';
import { isOfDevice } from '../access.ts';
import { brokerAccessFrom } from './broker-access.ts';
import type { BrokerAccess } from './broker-access.ts';
import { handleUntilDone } from './handle-message.ts';
import type { HandleOptions, Verdict } from './handle-message.ts';
import { createTurns } from './in-turn.ts';
import { createPublisher } from './publisher.ts';
import { readMessage } from './read-message.ts';
import type { MessageOf, TopicName } from '../topics.ts';

export type { BrokerAccess, BrokerCredentials } from './broker-access.ts';

export interface BusOptions {
  readonly url: string;
  readonly store: string;
  /** Unique on the broker, such as `edge-node-north`; where the broker asks for a user, the user's name takes its place. */
  readonly clientId: string;
  /** Left out: as the environment of this process has it. */
  readonly access?: BrokerAccess;
  /** Said by the broker when this client is gone without a word. */
  readonly will?: { readonly name: TopicName; readonly id?: string; readonly body: unknown };
  /**
   * Nothing said with QoS 1 may be lost: the broker keeps it while this client is away, and it is acknowledged only when its
   * handlers are done and what they did is settled. Handlers must then not wait for another message. Needs a client id that
   * stays the same.
   */
  readonly lossless?: boolean;
  /**
   * With `lossless`: resolves when all that handlers have done is kept; `undefined` when it is already. Until then nothing leaves
   * for the broker, and the next message may be handled meanwhile.
   */
  readonly settled?: () => Promise<void> | undefined;
  /**
   * What a device says beyond what an honest one would is dropped before it costs anything, and refused with PUBLISHER_FLOODS.
   * Left out where recordings are heard as fast as they go.
   */
  readonly floodGuard?: FloodGuard | undefined;
  /** A broker that is away or comes back; the client keeps trying by itself. */
  readonly onConnection?: (state: 'connected' | 'lost', detail: string) => void;
  /**
   * A message cannot be taken in because the machine fails (a full disk), or can be again. With `lossless` it is tried until it
   * succeeds, and neither it nor what comes after it is acknowledged meanwhile.
   */
  readonly onBlocked?: (error: Error | undefined) => void;
  /** A message that was refused; nothing else stops. */
  readonly onRefused?: (error: WalkoutError) => void;
}

/** @param retained the broker kept it from before this client subscribed: old news */
export type MessageHandler = (message: Message, retained: boolean) => void | Promise<void>;

/** A typed connection to the store's topics. */
export interface Bus {
  publish<Name extends TopicName>(name: Name, id: string | undefined, body: MessageOf<Name>): Promise<void>;
  /** Takes back the last word that the broker keeps for those who come later; whoever has heard it is not told. */
  forget(name: TopicName, id: string | undefined): Promise<void>;
  /** Hears topics for all ids. Handlers run one message after another, in the order of arrival. */
  subscribe(names: readonly TopicName[], handler: MessageHandler): Promise<void>;
  /** Messages refused so far by code. */
  readonly refused: ReadonlyMap<string, number>;
  /** Finishes and acknowledges what has come, sends what is still waiting, then leaves in good order. */
  close(): Promise<void>;
}

const RECONNECT_MS = 500;
const WRITTEN_WITHIN_MS = 2;
/** Messages that come without end let others have their turn. */
const LONGEST_TURN_MS = 5;

/** Small messages leave at once; the library's stream does not tell that it is a socket. */
export function setNoDelay(client: MqttClient): void {
  (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
}

/**
 * What is written while messages come is written together, a moment later: an acknowledgement is four bytes, and a system call
 * for each is a sixth of what fusion costs at a thousand messages a second.
 */
function writeTogether(client: MqttClient): void {
  let isHeld = false;
  client.on('packetreceive', ({ cmd }) => {
    if (cmd !== 'publish' || isHeld) return;
    isHeld = true;
    const { stream } = client;
    stream.cork();
    setTimeout(() => {
      isHeld = false;
      stream.uncork();
    }, WRITTEN_WITHIN_MS);
  });
}

/** Nothing is written until then: an acknowledgement may go to the library before what it promises is true. */
async function holdBack(stream: MqttClient['stream'], settled: Promise<void> | undefined): Promise<void> {
  if (settled === undefined) return;
  stream.cork();
  await settled;
  stream.uncork();
}

/** What calls back at once, or after everybody else when this turn of the event loop has taken long already. */
function createGiveWay(): (next: () => void) => void {
  let turnBeganAt: number | undefined;
  return (next) => {
    if (turnBeganAt === undefined) {
      turnBeganAt = performance.now();
      setImmediate(() => (turnBeganAt = undefined));
    }
    if (performance.now() - turnBeganAt < LONGEST_TURN_MS) next();
    else setImmediate(next);
  };
}

const noLog = (): void => undefined;

/** Connects; resolves at the first connection. A broker that is away is reported through `onConnection` and retried. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { will, lossless = false, access: { credentials, ca } = brokerAccessFrom(process.env) } = options;
  const client = connect(options.url, {
    clientId: credentials?.userName ?? options.clientId,
    ...(credentials === undefined ? {} : { username: credentials.userName, password: credentials.password }),
    ...(ca === undefined ? {} : { ca }),
    protocolVersion: 4,
    clean: !lossless,
    reconnectPeriod: RECONNECT_MS,
    connectTimeout: 5_000,
    // A dozen lines for each message, which its own logger makes ready before it finds that nobody reads them.
    log: noLog,
    ...(will === undefined ? {} : {
      will: {
        topic: topicOf(will.name, options.store, will.id),
        payload: Buffer.from(JSON.stringify(will.body)),
        qos: TOPICS[will.name].qos,
        retain: TOPICS[will.name].retain,
      },
    }),
  });
  const publisher = createPublisher(client);
  const refused = new Map<string, number>();
  const handlers: { names: readonly TopicName[]; handler: MessageHandler }[] = [];
  let begin = (): void => undefined;
  // What the broker has kept comes before anybody here has asked for it, and waits for them.
  const turns = createTurns(lossless ? new Promise((resolve) => (begin = resolve)) : undefined);
  let isLeaving = false;
  /** What was given up is not acknowledged: the broker keeps it, and all that comes after it, for the next time. */
  let hasGivenUp = false;
  const refuse = (error: WalkoutError) => {
    refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
    options.onRefused?.(error);
  };

  function judge(verdict: Verdict, topic: string): void {
    if (verdict === 'given up' && lossless) hasGivenUp = true;
    else if (verdict === 'given up') refuse(contractError('MESSAGE_UNHANDLED', `${topic}: the machine failed`));
    else if (verdict !== undefined) refuse(verdict);
  }

  const persistence: HandleOptions = { onBlocked: (error) => options.onBlocked?.(error), isWanted: () => lossless && !isLeaving };

  /** Handlers from one on, one after another; waits where one of them does. */
  function handle(heard: { readonly message: Message; readonly topic: string; readonly retained: boolean }, from: number): void | Promise<void> {
    const { message, topic, retained } = heard;
    for (let index = from; index < handlers.length; index++) {
      const { names, handler } = handlers[index]!;
      if (hasGivenUp || !names.includes(message.name)) continue;
      const verdict = handleUntilDone(topic, () => handler(message, retained), persistence);
      if (verdict instanceof Promise) {
        return verdict.then((late) => {
          judge(late, topic);
          return handle(heard, index + 1);
        });
      }
      judge(verdict, topic);
    }
  }

  client.on('connect', () => {
    setNoDelay(client);
    options.onConnection?.('connected', options.url);
  });
  writeTogether(client);
  client.on('close', () => options.onConnection?.('lost', options.url));
  client.on('error', (error) => options.onConnection?.('lost', error.message));
  client.on('message', (topic, payload, packet) => {
    // A last word was taken back [MQTT-3.3.1-10].
    if (payload.length === 0) return;
    if (options.floodGuard !== undefined && isOfDevice(topic) && !options.floodGuard.admits(topic, payload.length, Date.now())) return refuse(contractError('PUBLISHER_FLOODS', topic));
    let message: Message;
    try {
      message = readMessage(topic, payload);
    } catch (error) {
      refuse(error instanceof WalkoutError ? error : contractError('MESSAGE_MALFORMED', String(error)));
      return;
    }
    turns.take(() => handle({ message, topic, retained: packet.retain }, 0));
  });
  // The library acknowledges when this calls back, and then goes on to the next message.
  let acknowledged = Promise.resolve();
  if (lossless) {
    const giveWay = createGiveWay();
    client.handleMessage = (_packet, acknowledge) => {
      acknowledged = (turns.done() ?? Promise.resolve()).then(async () => {
        if (hasGivenUp) return;
        const free = holdBack(client.stream, options.settled?.());
        await new Promise<void>((resolve) => giveWay(() => {
          acknowledge();
          resolve();
        }));
        await free;
      });
    };
  }
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  return {
    refused,
    async publish(name, id, body) {
      const { qos, retain } = TOPICS[name];
      await publisher.publish(topicOf(name, options.store, id), JSON.stringify(body), { qos, retain });
    },
    async forget(name, id) {
      await publisher.publish(topicOf(name, options.store, id), '', { qos: TOPICS[name].qos, retain: true });
    },
    async subscribe(names, handler) {
      handlers.push({ names, handler });
      begin();
      await client.subscribeAsync(names.map((name) => filterOf(name, options.store)), { qos: 1 });
    },
    async close() {
      isLeaving = true;
      // What nobody here has asked for is not acknowledged, and stays with the broker.
      if (handlers.length > 0) await acknowledged;
      await client.endAsync();
      begin();
      await turns.done();
    },
  };
}
