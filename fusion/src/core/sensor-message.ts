import { readTopic, TOPICS } from '@walkout/contracts';
import type { EpochMs, Message, StoreLayout } from '@walkout/contracts';
import { fusionError } from '../errors.ts';

/** What sensors say, by topic. */
export type SensorName = 'cameraTracks' | 'shelfWeights' | 'gatePassages';
export type SensorMessage = Extract<Message, { name: SensorName }>;

/** The moment up to which a message speaks: its sensor's watermark. */
export function momentOf(message: SensorMessage): EpochMs {
  return message.name === 'shelfWeights' ? message.body.capturedAt.at(-1)! : message.body.capturedAt;
}

const KIND = { cameraTracks: 'camera', shelfWeights: 'shelf', gatePassages: 'gate' } as const;

/** A sensor's name among all sensors of a store: `camera/north`, `shelf/s1`, `gate/entry`. */
export const sourceOf = (message: SensorMessage): string => `${KIND[message.name]}/${message.id}`;

/** Whether a source speaks in frames: at a rate, and each of its words tells what is so without those before. */
export const isCamera = (source: string): boolean => source.startsWith(`${KIND.cameraTracks}/`);

/** Whose topic it is, as {@link sourceOf} names them; `undefined`: no topic of ours. */
export function sourceOfTopic(topic: string): string | undefined {
  const address = readTopic(topic);
  return address === undefined ? undefined : `${TOPICS[address.name].path.split('/')[0]!}/${address.id}`;
}

/** All sensors of a store, as {@link sourceOf} names them. */
export const sourcesOf = (layout: StoreLayout): string[] => [
  ...layout.cameras.map(({ id }) => `camera/${id}`),
  ...layout.shelves.map(({ id }) => `shelf/${id}`),
  ...layout.gates.map(({ id }) => `gate/${id}`),
];

/**
 * The door of fusion: does the store have this sensor, and does it say what it should?
 *
 * @throws WalkoutError SENSOR_UNKNOWN, SENSOR_MISMATCH
 */
export function checkSensor(message: SensorMessage, layout: StoreLayout): void {
  const known = { camera: layout.cameras, shelf: layout.shelves, gate: layout.gates }[KIND[message.name]];
  if (!known.some(({ id }) => id === message.id)) throw fusionError('SENSOR_UNKNOWN', sourceOf(message));
  if (message.name !== 'shelfWeights') return;
  const plates = layout.shelves.find(({ id }) => id === message.id)!.plates.length;
  const { grams, capturedAt } = message.body;
  const odd = grams.find((row) => row.length !== plates);
  if (odd !== undefined) throw fusionError('SENSOR_MISMATCH', `shelf "${message.id}" has ${plates} plates and sent a row of ${odd.length}`);
  if (grams.length !== capturedAt.length) {
    throw fusionError('SENSOR_MISMATCH', `shelf "${message.id}" sent ${grams.length} rows for ${capturedAt.length} moments`);
  }
}
