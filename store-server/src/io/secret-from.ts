import { readFileSync, statSync } from 'node:fs';
import { storeServerError } from '../errors.ts';

const FOR_OTHERS = 0o077;

/**
 * A secret from the environment: `NAME` itself, or the file that `NAME_FILE` names, which only its owner may read. A secret is
 * never an option: the command lines of all processes are open to all.
 *
 * @returns `undefined` when the environment says nothing of it
 * @throws  WalkoutError SECRET_EXPOSED, SECRET_UNREADABLE
 */
export function secretFrom(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name];
  try {
    const { mode } = statSync(file);
    if ((mode & FOR_OTHERS) !== 0) throw storeServerError('SECRET_EXPOSED', `${file} has mode ${(mode & 0o777).toString(8)}`);
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw storeServerError('SECRET_UNREADABLE', `${name}_FILE: ${(cause as Error).message}`);
  }
}
