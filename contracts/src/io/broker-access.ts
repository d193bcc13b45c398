import { readFileSync } from 'node:fs';
import { contractError } from '../errors.ts';

/** What a broker asks of whoever connects to it. */
export interface BrokerCredentials {
  /** As it was enrolled: `camera/north`, `fusion`. Also the client id, so that nobody can push another off. */
  readonly userName: string;
  readonly password: string;
}

export interface BrokerAccess {
  /** Left out: the broker lets anybody in, as the one of `npm start` does on its own machine. */
  readonly credentials?: BrokerCredentials;
  /** Certificate of the authority that signed the broker's, PEM; left out: those that the system trusts. */
  readonly ca?: Buffer;
}

function fileOf(environment: NodeJS.ProcessEnv, name: string): Buffer | undefined {
  const file = environment[name];
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file);
  } catch (cause) {
    throw contractError('CONFIG_MALFORMED', `${name} ${file}: ${(cause as Error).message}`);
  }
}

/**
 * How this process shows itself to the broker: WALKOUT_BROKER_USER with WALKOUT_BROKER_PASSWORD, or a file that
 * WALKOUT_BROKER_PASSWORD_FILE names, and WALKOUT_BROKER_CA_FILE.
 *
 * @throws WalkoutError CONFIG_MALFORMED for a user without a password, or a file that cannot be read
 */
export function brokerAccessFrom(environment: NodeJS.ProcessEnv): BrokerAccess {
  const ca = fileOf(environment, 'WALKOUT_BROKER_CA_FILE');
  const userName = environment['WALKOUT_BROKER_USER'];
  const password = environment['WALKOUT_BROKER_PASSWORD'] ?? fileOf(environment, 'WALKOUT_BROKER_PASSWORD_FILE')?.toString('utf8').trim();
  if (userName !== undefined && password === undefined) throw contractError('CONFIG_MALFORMED', `WALKOUT_BROKER_USER is ${userName}, and there is no WALKOUT_BROKER_PASSWORD`);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(userName === undefined || password === undefined ? {} : { credentials: { userName, password } }),
  };
}
