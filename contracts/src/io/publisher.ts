import type { IClientPublishOptions, MqttClient } from 'mqtt';

/** Publishes until the broker has it. */
export interface Publisher {
  /**
   * QoS 1: resolves when the broker has acknowledged it, over as many connections as that takes, each time in the order of
   * publishing; QoS 0: when it is on its way, or was lost with the connection.
   *
   * @throws Error of the library: the client is about to leave
   */
  publish(topic: string, payload: string, options: IClientPublishOptions & { readonly qos: 0 | 1 }): Promise<void>;
}

interface Unfinished {
  readonly send: () => void;
  readonly finish: () => void;
  /** Something newer is to be kept in its place. */
  readonly isOutdated: () => boolean;
  readonly qos: 0 | 1;
  /** Of the packet that is under way. */
  packet?: number | undefined;
}

/**
 * The library's own memory is not used. When a connection breaks it says what was under way one message after another, each only
 * once the last is acknowledged, which behind a thousand messages for this client takes a minute; and what is published meanwhile
 * it drops when the connection breaks again. Whoever hears something twice knows it by its revision or id.
 */
export function createPublisher(client: MqttClient): Publisher {
  const unfinished = new Set<Unfinished>();
  /** Of topics that the broker keeps, while anything is unfinished. */
  const newest = new Map<string, Unfinished>();
  let isConnected = false;
  client.on('connect', () => {
    isConnected = true;
    for (const one of [...unfinished]) {
      if (one.isOutdated()) one.finish();
      else one.send();
    }
  });
  client.on('close', () => {
    isConnected = false;
    for (const one of [...unfinished]) {
      if (one.qos === 0) one.finish();
      else if (one.packet !== undefined) client.removeOutgoingMessage(one.packet);
      one.packet = undefined;
    }
  });
  return {
    publish: (topic, payload, options) =>
      new Promise((resolve, reject) => {
        if (options.qos === 0 && !isConnected) return resolve();
        const done = () => {
          unfinished.delete(one);
          if (unfinished.size === 0) newest.clear();
        };
        const finish = () => {
          done();
          resolve();
        };
        const one: Unfinished = {
          qos: options.qos, finish,
          send() {
            client.publish(topic, payload, options, (error) => {
              if (error === undefined || error === null) return finish();
              // What a broken connection took is sent with the next.
              if (!isConnected) return;
              done();
              reject(error);
            });
            one.packet = client.getLastMessageId();
          },
          isOutdated: () => options.retain === true && payload !== '' && newest.get(topic) !== one,
        };
        unfinished.add(one);
        // A last word that is taken back was to be heard all the same.
        if (options.retain === true && payload !== '') newest.set(topic, one);
        if (isConnected) one.send();
      }),
  };
}
