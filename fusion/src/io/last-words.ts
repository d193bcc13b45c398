import type { EpochMs, Milliseconds } from '@walkout/contracts';
import type { FusionMessage } from '../core/store-fusion.ts';
import type { Word } from './journal/open-journal.ts';

/** What was said last of every cart, event and shelf, for as long as somebody may have missed it. */
export interface LastWords {
  /** @param at by the sensors' time */
  note(message: FusionMessage, at: EpochMs): void;
  /** In the order in which it was said; older ones are forgotten. */
  since(at: EpochMs): FusionMessage[];
  /** All of them with their moments, in the same order. */
  all(): readonly Word[];
  /** Forgets what was said before. */
  forget(before: EpochMs): void;
}

/** Map and skeletons are of their moment; carts, events and stock are kept by whoever hears them. */
export const isLasting = ({ name }: FusionMessage): boolean => name === 'cart' || name === 'shelfEvent' || name === 'shelfStock';

/** What a later word of the same thing takes the place of. */
export const subjectOf = ({ name, id }: FusionMessage): string => `${name}/${id}`;

/** Longer than a broker, or whoever listens, is away by accident. */
export const REMEMBERED: Milliseconds = 10 * 60_000;
const FORGET_EVERY = 100;

/** @param onOver told of each visit whose closed cart is long over; nobody who comes later needs it */
export function createLastWords(onOver: (visit: string) => void = () => {}): LastWords {
  const words = new Map<string, Word>();
  let noted = 0;
  const forget = (before: EpochMs) => {
    for (const [key, { at, message }] of words) {
      if (at >= before || (message.name === 'cart' && message.body.state === 'open')) continue;
      words.delete(key);
      if (message.name === 'cart') onOver(message.body.visit);
    }
  };
  return {
    note(message, at) {
      if (!isLasting(message)) return;
      const key = subjectOf(message);
      words.delete(key);
      words.set(key, { message, at });
      if (++noted % FORGET_EVERY === 0) forget(at - REMEMBERED);
    },
    all: () => [...words.values()],
    forget,
    since(at) {
      forget(at);
      return [...words.values()].map(({ message }) => message);
    },
  };
}
