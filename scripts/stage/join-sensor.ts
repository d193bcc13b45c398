import { topicOf } from '@walkout/contracts';
import { setNoDelay } from '@walkout/contracts/mqtt';
import type { BrokerCredentials } from '@walkout/contracts/mqtt';
import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';

const STATUS = { camera: 'cameraStatus', shelf: 'shelfStatus', gate: 'gateStatus' } as const;

/** @param source such as `camera/north` */
export function statusTopicOf(store: string, source: string): string {
  const [kind, id] = source.split('/') as [keyof typeof STATUS, string];
  return topicOf(STATUS[kind], store, id);
}

/** A sensor's place on the broker. Gates and scales keep what the broker has not acknowledged, and say it when the broker is back; so does this client. */
export function joinSensor(url: string, store: string, { userName, password }: BrokerCredentials): MqttClient {
  const topic = statusTopicOf(store, userName);
  const client = connect(url, {
    clientId: userName, username: userName, password, reconnectPeriod: 200, protocolVersion: 4,
    will: { topic, payload: Buffer.from('{"state":"offline"}'), qos: 1, retain: true },
  });
  client.on('connect', () => {
    setNoDelay(client);
    client.publish(topic, '{"state":"online"}', { qos: 1, retain: true });
  });
  client.on('error', () => {});
  return client;
}
