import type { AedesOptions, Client } from 'aedes';
import { BROKER_LIMITS, mayAccess, readPrincipal, WalkoutError } from '@walkout/contracts';
import type { Principal } from '@walkout/contracts';
import { fitsPassword } from './password.ts';

export interface BrokerAccess {
  readonly store: string;
  /** User name → hash of the password, as {@link hashPassword} makes it. */
  readonly passwords: ReadonlyMap<string, string>;
}

/** MQTT 3.1.1, section 3.2.2.3: bad user name or password. */
const BAD_CREDENTIALS = 4;

function principalOf(userName: string): Principal | undefined {
  try {
    return readPrincipal(userName);
  } catch (error) {
    if (error instanceof WalkoutError) return undefined;
    throw error;
  }
}

/** Why a message is not taken, as mosquitto's `max_packet_size` has it; `null`: it is. */
export const tooLarge = (payload: Buffer | string): Error | null => (payload.length > BROKER_LIMITS.largestPacketBytes ? new Error('too large') : null);

/** Makes aedes ask the rules: who comes in, what they publish, and what is forwarded to them, as mosquitto does. */
export function guard({ store, passwords }: BrokerAccess): Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeForward'> {
  const known = new WeakMap<Client, Principal>();
  const may = (client: Client | null, direction: 'publish' | 'hear', topic: string): boolean => {
    const principal = client === null ? undefined : known.get(client);
    return principal !== undefined && mayAccess(principal, direction, { store, topic });
  };
  return {
    authenticate(client, userName, password, done) {
      const hash = userName === undefined ? undefined : passwords.get(userName);
      const principal = userName === undefined ? undefined : principalOf(userName);
      // The client id is the user's name, or a stolen key could take over another's session.
      if (hash === undefined || principal === undefined || client.id !== userName || password === undefined || !fitsPassword(password.toString('utf8'), hash)) {
        return done(Object.assign(new Error('not let in'), { returnCode: BAD_CREDENTIALS }), false);
      }
      known.set(client, principal);
      done(null, true);
    },
    // Who says what is not theirs is cut off [MQTT-3.3.5-2].
    authorizePublish: (client, { topic, payload }, done) =>
      done(may(client, 'publish', topic) ? tooLarge(payload) : new Error(`may not publish to ${topic}`)),
    authorizeForward: (client, packet) => (may(client, 'hear', packet.topic) ? packet : null),
  };
}
