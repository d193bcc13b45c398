import type { Static, TSchema } from 'typebox';
import { contractError } from './errors.ts';
import { CameraTracks, GatePassages, SensorStatus, ShelfWeights } from './messages/sensors.ts';
import { ClipPart, ClipRequest } from './messages/clips.ts';
import { Cart, FusionStatus, People, Positions, ShelfEvent, ShelfStock } from './messages/fusion.ts';
import { Receipt, ServiceStatus, VisitOpened } from './messages/store.ts';

export interface TopicEntry {
  /** Levels below `walkout/v1/{store}/`; `+` stands for the one id. */
  readonly path: string;
  readonly schema: TSchema;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** Passes between two services and is nobody else's business: no recorder keeps it. */
  readonly confidential?: true;
}

/** Every topic of the product: what is said where, how surely, and whether a late joiner hears it. */
export const TOPICS = {
  cameraTracks: { path: 'camera/+/tracks', schema: CameraTracks, qos: 1, retain: false },
  cameraStatus: { path: 'camera/+/status', schema: SensorStatus, qos: 1, retain: true },
  clipRequest: { path: 'camera/+/clip-request', schema: ClipRequest, qos: 1, retain: false, confidential: true },
  clipPart: { path: 'camera/+/clip-part', schema: ClipPart, qos: 1, retain: false, confidential: true },
  shelfWeights: { path: 'shelf/+/weights', schema: ShelfWeights, qos: 1, retain: false },
  shelfStock: { path: 'shelf/+/stock', schema: ShelfStock, qos: 1, retain: true },
  shelfStatus: { path: 'shelf/+/status', schema: SensorStatus, qos: 1, retain: true },
  gatePassages: { path: 'gate/+/passages', schema: GatePassages, qos: 1, retain: false },
  gateStatus: { path: 'gate/+/status', schema: SensorStatus, qos: 1, retain: true },
  visitOpened: { path: 'visit/+/opened', schema: VisitOpened, qos: 1, retain: false },
  receipt: { path: 'visit/+/receipt', schema: Receipt, qos: 1, retain: false },
  cart: { path: 'cart/+', schema: Cart, qos: 1, retain: true },
  shelfEvent: { path: 'fusion/events/+', schema: ShelfEvent, qos: 1, retain: false },
  people: { path: 'fusion/people', schema: People, qos: 0, retain: false },
  positions: { path: 'fusion/positions', schema: Positions, qos: 0, retain: false },
  fusionStatus: { path: 'fusion/status', schema: FusionStatus, qos: 1, retain: true },
  storeStatus: { path: 'store-server/status', schema: ServiceStatus, qos: 1, retain: true },
} as const satisfies Record<string, TopicEntry>;

export type TopicName = keyof typeof TOPICS;
export type MessageOf<Name extends TopicName> = Static<(typeof TOPICS)[Name]['schema']>;

const ROOT = 'walkout/v1';
const PATHS = (Object.keys(TOPICS) as TopicName[]).map((name) => ({ name, path: TOPICS[name].path.split('/') }));
const UNSAFE = /[+#/\u0000]/;

/**
 * The full topic to publish to.
 *
 * @param id the camera, shelf, gate, visit or event; left out for topics that have none
 * @throws   WalkoutError TOPIC_UNKNOWN for an id with a wildcard or a slash, or one too few or too many
 */
export function topicOf(name: TopicName, store: string, id?: string): string {
  const { path } = TOPICS[name];
  const wanted = path.includes('+');
  if (wanted !== (id !== undefined) || (id !== undefined && (id === '' || UNSAFE.test(id))) || UNSAFE.test(store)) {
    throw contractError('TOPIC_UNKNOWN', `${name} of store "${store}" with id "${id ?? ''}"`);
  }
  return `${ROOT}/${store}/${wanted ? path.replace('+', id as string) : path}`;
}

/** The filter to subscribe to, for all ids. */
export const filterOf = (name: TopicName, store: string): string => `${ROOT}/${store}/${TOPICS[name].path}`;

/** What a topic is: its name, store and id, '' where it has none. */
export interface TopicAddress {
  readonly name: TopicName;
  readonly store: string;
  readonly id: string;
}

/** Sensors' topics are few and come again and again; those of visits come a few times each and make the rest of it. */
const MOST_REMEMBERED = 1_024;
const remembered = new Map<string, TopicAddress>();

/** What a full topic is; `undefined` for a stranger. */
export function readTopic(topic: string): TopicAddress | undefined {
  const known = remembered.get(topic);
  if (known !== undefined) return known;
  const address = addressOf(topic);
  if (address === undefined) return undefined;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(topic, address);
  return address;
}

function addressOf(topic: string): TopicAddress | undefined {
  if (!topic.startsWith(`${ROOT}/`)) return undefined;
  const [store = '', ...levels] = topic.slice(ROOT.length + 1).split('/');
  for (const { name, path } of PATHS) {
    if (path.length !== levels.length) continue;
    if (path.every((level, i) => level === '+' || level === levels[i])) {
      return { name, store, id: levels[path.indexOf('+')] ?? '' };
    }
  }
  return undefined;
}
