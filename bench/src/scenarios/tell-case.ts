import type { ScoredRun } from './score-scenarios.ts';

/** What happened in a store and what was made of it, in the order of time, a line each. */
export function tellCase({ truth, reckoning }: ScoredRun): string {
  const opened = truth.people[0]?.capturedAt ?? 0;
  const second = (at: number): string => `${((at - opened) / 1000).toFixed(1).padStart(7)} s`;
  const happened = truth.events.map(({ capturedAt, person, visit, shelf, plates, item }) => ({
    at: capturedAt,
    text: `${second(capturedAt)}  truth  ${person} (${visit}) ${item.quantity} ${item.product} at ${shelf} ${plates.join(' ')}`,
  }));
  const found = reckoning.events.map((event) => ({
    at: event.settledAt,
    text: `${second(event.startedAt)}  found  ${event.event} ${event.grams.toFixed(0)} g at ${event.shelf} ${event.plates.join(' ')}: ` +
      `${event.items.map(({ product, quantity }) => `${quantity} ${product}`).join(' + ') || 'unknown'} ${event.probability.toFixed(2)}; ` +
      event.people.slice(0, 3).map(({ person, visit, probability }) => `${person} (${visit ?? 'no visit'}) ${probability.toFixed(2)}`).join(', '),
  }));
  const receipts = truth.receipts.map(({ visit, lines }) => `          carried  ${visit}: ${lines.map(({ product, quantity }) => `${quantity} ${product}`).join(', ')}`);
  const carts = reckoning.carts.map(({ visit, lines }) =>
    `          charged  ${visit}: ${lines.map(({ product, quantity, probability }) => `${quantity} ${product} ${probability.toFixed(2)}`).join(', ')}`);
  const told = [...happened, ...found].sort((a, b) => a.at - b.at).map(({ text }) => text);
  return [...told, ...receipts, ...carts].join('\n');
}
