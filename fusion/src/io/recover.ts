import type { StoreLayout } from '@walkout/contracts';
import { createFusionMachine } from '../core/fusion-machine.ts';
import type { FusionMachine, FusionMemory } from '../core/fusion-machine.ts';
import { checkSensor } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';
import type { FusionMessage, Sayings } from '../core/store-fusion.ts';
import { openJournal } from './journal/open-journal.ts';
import type { Journal, JournalOptions } from './journal/open-journal.ts';
import { isLasting, subjectOf } from './last-words.ts';
import type { LastWords } from './last-words.ts';

export interface RecoverOptions extends Omit<JournalOptions, 'store' | 'onRecord'> {
  /** Takes note of what was said. */
  readonly lastWords: LastWords;
  readonly sayings?: Sayings | undefined;
}

export interface Recovered {
  readonly machine: FusionMachine;
  readonly journal: Journal;
  /** The last word on everything of which it is not sure that the broker has it. */
  readonly unsent: readonly FusionMessage[];
  /** How many inputs were heard again. */
  readonly inputs: number;
}

/** Makes the machine as it was when its process ended: it hears again what the journal holds. */
export function recover(layout: StoreLayout, { lastWords, sayings, ...options }: RecoverOptions): Recovered {
  let machine = createFusionMachine(layout, undefined, sayings);
  const unsent = new Map<string, FusionMessage>();
  let inputs = 0;

  /** The layout may be another by now. */
  function stillFits(message: SensorMessage): boolean {
    try {
      checkSensor(message, layout);
      return true;
    } catch {
      return false;
    }
  }

  const goOnFrom = ({ buffer, ...memory }: FusionMemory): FusionMachine =>
    createFusionMachine(layout, { ...memory, buffer: { ...buffer, waiting: buffer.waiting.filter(({ item }) => stillFits(item)) } }, sayings);

  const journal = openJournal({
    ...options,
    store: layout.store,
    onRecord(record) {
      if (record.kind === 'begin') {
        if (record.memory !== undefined) machine = goOnFrom(record.memory);
        return;
      }
      if (record.kind === 'word') return lastWords.note(record.message, record.at);
      if (record.kind === 'sent') return unsent.clear();
      if (record.kind === 'message' && !stillFits(record.message)) return;
      inputs++;
      for (const message of machine.accept(record).said) {
        lastWords.note(message, machine.watermark ?? 0);
        if (isLasting(message)) unsent.set(subjectOf(message), message);
      }
    },
  });
  return { machine, journal, unsent: [...unsent.values()], inputs };
}
