import { Compile } from 'typebox/compile';
import { contractError } from './errors.ts';
import { Identifier } from './schema.ts';
import { filterOf, readTopic, topicOf, TOPICS } from './topics.ts';
import type { TopicName } from './topics.ts';

/** Who connects to the broker. A device is one camera, shelf or gate, with an id of its own. */
export const DEVICE_ROLES = ['camera', 'shelf', 'gate'] as const;
export const SERVICE_ROLES = ['fusion', 'store-server', 'observer'] as const;
export const ROLES = [...DEVICE_ROLES, ...SERVICE_ROLES] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];
export type Role = (typeof ROLES)[number];

/** Somebody whom the broker knows: `camera/north`, `fusion`. */
export type Principal = { readonly role: DeviceRole; readonly id: string } | { readonly role: Exclude<Role, DeviceRole> };
export type Direction = 'publish' | 'hear';

interface Rule {
  /** Nobody else may publish there; a device only below its own id. */
  readonly says: Role;
  /** Nobody else may hear it; a device only what is below its own id, or has none. */
  readonly hears: readonly Role[];
}

/**
 * Who says and hears what: the one place from which the broker's access list is made. What is not named is denied. An
 * observer (the recorder, a bench) hears all that is not confidential and says nothing.
 */
export const ACCESS: Readonly<Record<TopicName, Rule>> = {
  cameraTracks: { says: 'camera', hears: ['fusion', 'observer'] },
  cameraStatus: { says: 'camera', hears: ['fusion', 'store-server', 'observer'] },
  clipRequest: { says: 'store-server', hears: ['camera'] },
  clipPart: { says: 'camera', hears: ['store-server'] },
  shelfWeights: { says: 'shelf', hears: ['fusion', 'observer'] },
  shelfStock: { says: 'fusion', hears: ['store-server', 'observer'] },
  shelfStatus: { says: 'shelf', hears: ['fusion', 'store-server', 'observer'] },
  gatePassages: { says: 'gate', hears: ['fusion', 'store-server', 'observer'] },
  gateStatus: { says: 'gate', hears: ['fusion', 'store-server', 'observer'] },
  visitOpened: { says: 'store-server', hears: ['observer'] },
  receipt: { says: 'store-server', hears: ['observer'] },
  cart: { says: 'fusion', hears: ['store-server', 'observer'] },
  shelfEvent: { says: 'fusion', hears: ['store-server', 'observer'] },
  people: { says: 'fusion', hears: ['observer'] },
  positions: { says: 'fusion', hears: ['store-server', 'observer'] },
  fusionStatus: { says: 'fusion', hears: ['camera', 'shelf', 'gate', 'store-server', 'observer'] },
  storeStatus: { says: 'store-server', hears: ['observer'] },
};

export const isDevice = (role: Role): role is DeviceRole => (DEVICE_ROLES as readonly Role[]).includes(role);
const isIdentifier = Compile(Identifier);

/** The user name of a principal at the broker. */
export const userNameOf = (principal: Principal): string => ('id' in principal ? `${principal.role}/${principal.id}` : principal.role);

/** @throws WalkoutError USAGE for a name that is none */
export function readPrincipal(userName: string): Principal {
  const [role, id, ...rest] = userName.split('/') as [Role, ...string[]];
  const isWhole = ROLES.includes(role) && rest.length === 0 && isDevice(role) === (id !== undefined) && (id === undefined || isIdentifier.Check(id));
  if (!isWhole) throw contractError('USAGE', `"${userName}" is neither ${SERVICE_ROLES.join(', ')} nor ${DEVICE_ROLES.map((name) => `${name}/ID`).join(', ')}`);
  return (id === undefined ? { role } : { role, id }) as Principal;
}

/** May a principal say, or hear, this? What is no topic of the store is for nobody. */
export function mayAccess(principal: Principal, direction: Direction, { store, topic }: { readonly store: string; readonly topic: string }): boolean {
  const address = readTopic(topic);
  if (address === undefined || address.store !== store) return false;
  const { says, hears } = ACCESS[address.name];
  if (direction === 'publish' ? says !== principal.role : !hears.includes(principal.role)) return false;
  return !('id' in principal) || address.id === '' || address.id === principal.id;
}

/** Topics, with wildcards where any id will do, that a principal may say or hear. */
export function topicsFor(principal: Principal, direction: Direction, store: string): string[] {
  return (Object.keys(TOPICS) as TopicName[])
    .filter((name) => (direction === 'publish' ? ACCESS[name].says === principal.role : ACCESS[name].hears.includes(principal.role)))
    .map((name) => ('id' in principal && TOPICS[name].path.includes('+') ? topicOf(name, store, principal.id) : filterOf(name, store)));
}

/** Where a camera, shelf or gate speaks: services are trusted not to flood, devices may be stolen. */
export function isOfDevice(topic: string): boolean {
  const read = readTopic(topic);
  return read !== undefined && isDevice(ACCESS[read.name].says);
}
