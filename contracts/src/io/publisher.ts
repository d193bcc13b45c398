import type { IClientPublishOptions, MqttClient } from 'mqtt';
import type { Milliseconds } from '../units.ts';

/** Publishes until the broker has it. */
export interface Publisher {
  /** QoS 1: resolves when the broker has acknowledged it; QoS 0: when it is on its way, or was lost with the connection. */
  publish(topic: string, payload: string, options: IClientPublishOptions & { readonly qos: 0 | 1 }): Promise<void>;
  stop(): void;
}

/** Acknowledgements take milliseconds; on a slow machine that has just found the broker again, seconds. */
const OVERDUE: Milliseconds = 10_000;
const LOOK_EVERY: Milliseconds = 2_000;

interface Unfinished {
  readonly send: () => void;
  readonly finish: () => void;
  /** Something newer is to be kept in its place. */
  readonly isOutdated: () => boolean;
  readonly qos: 0 | 1;
  sentAt: number;
}

/**
 * The library forgets now and then a message that was under way when the connection broke: neither is it sent again nor does
 * anybody hear of it. So what is not acknowledged long after the broker is there is published again; whoever hears it twice knows
 * it by its revision or id.
 */
export function createPublisher(client: MqttClient): Publisher {
  const unfinished = new Set<Unfinished>();
  /** Of topics that the broker keeps, while anything is unfinished. */
  const newest = new Map<string, Unfinished>();
  let connectedAt = performance.now();
  client.on('connect', () => (connectedAt = performance.now()));
  client.on('close', () => {
    for (const one of unfinished) if (one.qos === 0) one.finish();
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const one of unfinished) {
      if (one.qos === 0 || !client.connected || now - Math.max(one.sentAt, connectedAt) < OVERDUE) continue;
      one.sentAt = now;
      if (one.isOutdated()) one.finish();
      else one.send();
    }
  }, LOOK_EVERY);
  timer.unref();
  return {
    publish: (topic, payload, options) =>
      new Promise((resolve, reject) => {
        const done = (error?: Error) => {
          unfinished.delete(one);
          if (unfinished.size === 0) newest.clear();
          if (error === undefined) resolve();
          else reject(error);
        };
        const one: Unfinished = {
          qos: options.qos, sentAt: performance.now(),
          send: () => void client.publishAsync(topic, payload, options).then(() => done(), done),
          finish: () => done(),
          isOutdated: () => options.retain === true && newest.get(topic) !== one,
        };
        unfinished.add(one);
        if (options.retain === true) newest.set(topic, one);
        one.send();
      }),
    stop: () => clearInterval(timer),
  };
}
