import type { ShelfEvent } from '@walkout/contracts';

/** What fusion made of each event in the end, in the order in which they were first said; withdrawn ones are left out. */
export function lastWord(said: readonly ShelfEvent[]): ShelfEvent[] {
  return [...new Map(said.map((event) => [event.event, event])).values()].filter(({ withdrawn }) => withdrawn !== true);
}
