import type { EpochMs, Milliseconds } from '@walkout/contracts';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { topicOf } from '@walkout/contracts';
import { momentOf, sourceOf, sourcesOf } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import { setTimeout as delay } from 'node:timers/promises';
import { joinSensor, statusTopicOf } from '../stage/join-sensor.ts';
import { moved } from './day.ts';
import type { Day } from './day.ts';
import { meddled } from './faults.ts';
import type { Meddling } from './faults.ts';

/** The sensors of a day, each a client of its own on the real broker, speaking in real time. */
export interface Street {
  /** Says the whole day, then that every sensor has ended. */
  play(): Promise<void>;
  /** From now on the messages of a sensor go through this; returns what ends it. */
  meddle(source: string, meddling: Meddling): () => void;
  /** Ends a sensor's program without a word, with all that it had not said yet; it is back after a while. */
  killController(source: string, away: Milliseconds): Promise<void>;
  /** Moment of the day at which it is, and when it began by the wall clock. */
  readonly beganAt: EpochMs;
  close(): Promise<void>;
}

const LEAD_MS = 1_500;
const STEP_MS = 20;

export function openStreet({ layout, messages, opensAt, closesAt }: Day, url: string, credentialsOf: (userName: string) => BrokerCredentials): Street {
  const clients = new Map(sourcesOf(layout).map((source) => [source, joinSensor(url, layout.store, credentialsOf(source))]));
  const meddlers = new Map<string, Meddling[]>();
  const beganAt = Date.now() + LEAD_MS;
  const by = beganAt - opensAt;
  /** What is on its way to the broker, and whose it is. */
  const under = new Map<Promise<unknown>, string>();

  function send(message: SensorMessage): void {
    const source = sourceOf(message);
    const topic = topicOf(message.name, layout.store, message.id);
    for (const { bytes, later } of meddled(message, meddlers.get(source) ?? [])) {
      const sent: Promise<unknown> = (later === 0 ? Promise.resolve() : delay(later)).then(() => clients.get(source)?.publishAsync(topic, bytes, { qos: 1 })).catch(() => undefined).finally(() => under.delete(sent));
      if (clients.has(source)) under.set(sent, source);
    }
  }

  return {
    beganAt,
    meddle(source, meddling) {
      meddlers.set(source, [...(meddlers.get(source) ?? []), meddling]);
      return () => void meddlers.set(source, (meddlers.get(source) ?? []).filter((one) => one !== meddling));
    },
    async killController(source, away) {
      const client = clients.get(source);
      clients.delete(source);
      // What a program had not said when it was killed is never said, and the broker never answers what it had.
      for (const [sent, whose] of under) if (whose === source) under.delete(sent);
      await client?.endAsync(true);
      await delay(away);
      clients.set(source, clients.get(source) ?? joinSensor(url, layout.store, credentialsOf(source)));
    },
    async play() {
      let next = 0;
      while (next < messages.length) {
        const now = Date.now() - by;
        while (next < messages.length && momentOf(messages[next]!) <= now) send(moved(messages[next++]!, by));
        await delay(STEP_MS);
      }
      await Promise.all(under.keys());
      const end = JSON.stringify({ state: 'ended', capturedAt: closesAt + by });
      await Promise.all([...clients].map(async ([source, client]) => {
        await client.publishAsync(statusTopicOf(layout.store, source), end, { qos: 1, retain: true });
      }));
    },
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.endAsync(true)))),
  };
}
