import { readFile } from 'node:fs/promises';
import { parseJson, parserOf } from '@walkout/contracts';
import type { Static, TSchema } from 'typebox';
import { benchError } from './errors.ts';

/** A text file of a data set. @throws WalkoutError DATA_MISSING */
export const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: Error) => {
    throw benchError('DATA_MISSING', `${path} (${error.message})`);
  });

/** A JSON file of a data set, checked. @throws WalkoutError DATA_MISSING, CONFIG_MALFORMED */
export const readJson = async <S extends TSchema>(schema: S, path: string): Promise<Static<S>> =>
  parseJson(parserOf(schema, 'CONFIG_MALFORMED'), await readText(path), path, 'CONFIG_MALFORMED');

/** A file of one JSON value a line, each checked. @throws WalkoutError DATA_MISSING, CONFIG_MALFORMED */
export async function readJsonLines<S extends TSchema>(schema: S, path: string): Promise<Static<S>[]> {
  const parse = parserOf(schema, 'CONFIG_MALFORMED');
  const lines = (await readText(path)).split('\n');
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseJson(parse, line, `${path}, line ${index + 1}`, 'CONFIG_MALFORMED')]));
}
