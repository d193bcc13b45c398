import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { modelError } from '../errors.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of a file, lower-case hexadecimal. */
export const sha256Of = async (path: string): Promise<string> => sha256(await readFile(path));

/** The first file of this name in a folder or below it, folders in alphabetical order; `undefined` where there is none. */
export function fileBelow(folder: string, name: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (cause) {
    throw modelError('MODEL_UNREACHABLE', `the mirror ${folder} cannot be read (${(cause as Error).message})`);
  }
  const found = names.sort().find((path) => path === name || path.endsWith(`/${name}`) || path.endsWith(`\\${name}`));
  return found === undefined ? undefined : join(folder, found);
}

/**
 * Fetches a file and puts it in place whole, so that a cut connection or two processes at once never leave half a file.
 *
 * @throws WalkoutError MODEL_UNREACHABLE, or MODEL_DAMAGED when what came does not have the SHA-256
 */
export async function download(url: string, target: { path: string; sha256: string }): Promise<void> {
  let bytes: Uint8Array;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw modelError('MODEL_UNREACHABLE', `${url} (${(cause as Error).message})`);
  }
  if (sha256(bytes) !== target.sha256) throw modelError('MODEL_DAMAGED', `${url} gave a file without SHA-256 ${target.sha256}`);
  const partial = `${target.path}.${process.pid}.part`;
  await mkdir(dirname(target.path), { recursive: true });
  await writeFile(partial, bytes);
  await rename(partial, target.path);
}
