import type { ErrorEntry } from '@walkout/contracts';
import { CONTRACT_ERRORS } from '@walkout/contracts';
import { BENCH_ERRORS } from '../../bench/src/errors.ts';
import { EDGE_ERRORS } from '../../edge-node/src/errors.ts';
import { FUSION_ERRORS } from '../../fusion/src/errors.ts';
import { MODEL_ERRORS } from '../../models/src/errors.ts';
import { RECORDINGS_ERRORS } from '../../recordings/src/errors.ts';
import { STORE_SERVER_ERRORS } from '../../store-server/src/errors.ts';
import { START_ERRORS } from '../errors.ts';
import { SET_UP_ERRORS } from '../set-up/set-up-error.mjs';

type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** Every error table of the product, by where its errors come from. */
export const ERROR_TABLES: Readonly<Record<string, ErrorTable>> = {
  'Messages, layouts, recordings, commands': CONTRACT_ERRORS,
  'Edge node': EDGE_ERRORS,
  Fusion: FUSION_ERRORS,
  'Store server': STORE_SERVER_ERRORS,
  Models: MODEL_ERRORS,
  Recordings: RECORDINGS_ERRORS,
  Bench: BENCH_ERRORS,
  'npm start': START_ERRORS,
  'Set-up': SET_UP_ERRORS,
};

const inCell = (text: string): string => text.replaceAll('|', '\\|');

const sectionOf = ([title, table]: [string, ErrorTable]): string => [
  `## ${title}`,
  '',
  '| code | what it means | what to do |',
  '| --- | --- | --- |',
  ...Object.entries(table).map(([code, { meaning, remedy }]) => `| \`${code}\` | ${inCell(meaning)} | ${inCell(remedy)} |`),
  '',
].join('\n');

/** `docs/errors.md`: every code, from the tables in the code. */
export const errorsPage = (): string => [
  '# Errors',
  '',
  'Every error has a code, says what happened, and what to do about it. A command that cannot go on ends with exit status 2; add `--verbose`',
  'to see where an error came from. This page is written by `npm run docs` from the error tables in the code.',
  '',
  ...Object.entries(ERROR_TABLES).map(sectionOf),
].join('\n');
