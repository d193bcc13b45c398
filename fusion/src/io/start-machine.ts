import type { Milliseconds, WalkoutError } from '@walkout/contracts';
import { createFusionMachine } from '../core/fusion-machine.ts';
import { fusionError } from '../errors.ts';
import type { FusionServiceOptions } from './fusion-service.ts';
import type { LastWords } from './last-words.ts';
import { recover } from './recover.ts';
import type { Recovered } from './recover.ts';

/** A machine, with its journal where it keeps one. */
export type Started = Pick<Recovered, 'machine' | 'unsent'> & { readonly journal: Recovered['journal'] | undefined; readonly recoveryMs: Milliseconds };

/** The machine as it was left, or a new one where nothing is journalled. */
export function startMachine({ layout, journal: folder, log, sayings }: FusionServiceOptions, lastWords: LastWords): Started {
  if (folder === undefined) return { machine: createFusionMachine(layout, undefined, sayings), journal: undefined, unsent: [], recoveryMs: 0 };
  const warn = ({ code, message, remedy }: WalkoutError) => log.warn({ code, remedy }, message);
  const began = performance.now();
  const recovered = recover(layout, {
    folder, lastWords, sayings,
    onTrouble: (error) => (error === undefined ? log.info('the journal can be written again') : warn(fusionError('JOURNAL_UNWRITABLE', error.message))),
    onDamage: (bytes, file) => warn(fusionError('JOURNAL_DAMAGED', `${bytes} bytes, now in ${file}`)),
  });
  const { inputs, machine, unsent } = recovered;
  const recoveryMs = Math.round(performance.now() - began);
  log.info({ inputs, recoveryMs, watermark: machine.watermark, unsent: unsent.length }, 'recovered');
  return { ...recovered, recoveryMs };
}
