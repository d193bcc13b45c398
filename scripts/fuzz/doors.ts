import fc from 'fast-check';
import { readLayout, readPrincipal, StoreLayout, topicOf, TOPICS } from '@walkout/contracts';
import type { TopicName } from '@walkout/contracts';
import { readMessage } from '../../contracts/src/io/read-message.ts';
import { checkSensor, createFusionMachine } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import { demoLayout } from '@walkout/recordings';
import { EdgeNodeConfig, parseConfig } from '../../edge-node/src/config.ts';
import { decodeRecord, encodeRecord } from '../../fusion/src/io/journal/journal-record.ts';
import { parseCsv } from '../../recordings/src/importers/parse-csv.ts';
import { readTrace } from '../../recordings/src/importers/nanostore/weights.ts';
import { fitsPassword } from '../broker/password.ts';
import { door } from './door.ts';
import type { Door } from './door.ts';
import { around, damaged, fitting } from './schema-arbitrary.ts';

const layout = demoLayout();
const NOTHING = Buffer.from('{}');
const names = Object.keys(TOPICS) as TopicName[];
const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> => value.map((one) => JSON.stringify(one) ?? '');
const topicsOf = (name: TopicName): string => topicOf(name, layout.store, TOPICS[name].path.includes('+') ? 'north' : undefined);

const payloads = fc.oneof(...names.map((name) => damaged(json(around(TOPICS[name].schema))).map((bytes) => ({ topic: topicsOf(name), bytes }))));
const anyTopics = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.array(fc.constantFrom('walkout', 'v1', 'demo', 'camera', '+', '#', '', 'tracks', '..', '$SYS'), { maxLength: 8 }).map((levels) => levels.join('/')),
);

/** Sensor messages that fit their schemas, of sensors that the store has; what they say may be impossible. */
const sensorMessages: fc.Arbitrary<SensorMessage> = fc.oneof(
  fc.tuple(fc.constantFrom(...layout.cameras), fitting(TOPICS.cameraTracks.schema)).map(([{ id }, body]) => ({ name: 'cameraTracks', id, body }) as SensorMessage),
  fc.tuple(fc.constantFrom(...layout.gates), fitting(TOPICS.gatePassages.schema)).map(([{ id }, body]) => ({ name: 'gatePassages', id, body }) as SensorMessage),
  fc.constantFrom(...layout.shelves).chain(({ id, plates }) =>
    fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: plates.length, maxLength: plates.length })), { minLength: 1, maxLength: 6 })
      .map((rows) => ({ name: 'shelfWeights', id, body: { sequence: 1, capturedAt: rows.map(([at]) => at), grams: rows.map(([, grams]) => grams) } }) as SensorMessage)),
);

/** Fusion remembers what it hears: a new one now and then, so that it is the messages that are tried. */
const MESSAGES_A_MACHINE = 500;
function fusionDoor(): Door {
  let machine = createFusionMachine(layout);
  let heard = 0;
  return door({
    name: 'fusion', share: 0.04, inputs: sensorMessages,
    enter(message) {
      if (heard++ % MESSAGES_A_MACHINE === 0) machine = createFusionMachine(layout);
      checkSensor(message, layout);
      machine.accept({ kind: 'message', message });
      machine.accept({ kind: 'clock', now: 10 * heard });
    },
  });
}

const record = fc.oneof(sensorMessages.map((message) => encodeRecord({ kind: 'message', message })), fc.constant(encodeRecord({ kind: 'sent' })));
const csv = fc.array(fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('"', '""', '",', '\r\n', '=1+1', '1e999', '-')), { maxLength: 8 }), { maxLength: 8 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'));

/** Every door but those of the HTTP API, which has its own file. */
export const parserDoors = (): Door[] => [
  door({ name: 'MQTT payloads', share: 0.35, inputs: payloads, enter: ({ topic, bytes }) => readMessage(topic, bytes) }),
  door({ name: 'MQTT topics', share: 0.15, inputs: anyTopics, enter: (topic) => readMessage(topic, NOTHING) }),
  door({ name: 'store layouts', share: 0.08, inputs: damaged(fc.oneof(json(around(StoreLayout)), fc.constant(JSON.stringify(layout)))), enter: (bytes) => readLayout(bytes.toString('utf8'), 'fuzz') }),
  door({ name: 'edge node configurations', share: 0.1, inputs: around(EdgeNodeConfig), enter: (value) => parseConfig(value, 'fuzz') }),
  door({ name: 'journal records', share: 0.1, inputs: record.chain((bytes) => fc.tuple(fc.nat(bytes.length), fc.nat(255)).map(([at, byte]) => {
    const copy = Buffer.from(bytes);
    if (at < copy.length) copy[at]! ^= byte;
    return copy.subarray(0, byte % 3 === 0 ? at : undefined);
  })), enter: decodeRecord }),
  door({ name: 'comma separated values', share: 0.1, inputs: damaged(csv), enter: (bytes) => parseCsv(bytes.toString('utf8')) }),
  door({ name: 'weight traces', share: 0.03, inputs: damaged(csv), enter: (bytes) => readTrace(bytes.toString('utf8'), 'fuzz') }),
  door({ name: 'names of devices', share: 0.03, inputs: fc.string({ maxLength: 100 }), enter: readPrincipal }),
  door({ name: 'password hashes', share: 0.01, inputs: fc.tuple(fc.string(), fc.stringMatching(/^\$7\$\d{1,3}\$[A-Za-z0-9+/=]{0,20}\$[A-Za-z0-9+/=]{0,90}$/)), enter: ([password, hash]) => fitsPassword(password, hash) }),
  fusionDoor(),
];
