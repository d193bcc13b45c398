import type { EpochMs, MessageOf, Passage, StoreLayout } from '@walkout/contracts';
import { SAMPLE_RATE } from './scales/shelf-scale.ts';
import type { Happenings } from './world.ts';

/** A message of the scales or gates, and when it was sent. */
export type SensorMessage = { readonly at: EpochMs; readonly id: string } & (
  | { readonly name: 'shelfWeights'; readonly body: MessageOf<'shelfWeights'> }
  | { readonly name: 'gatePassages'; readonly body: MessageOf<'gatePassages'> }
);

/** Shelf controllers send a tenth of a second at once; gates speak every second and whenever somebody passes. */
const SAMPLES_PER_BATCH = SAMPLE_RATE / 10;
const STEPS_BETWEEN_GATE_MESSAGES = SAMPLE_RATE;

/** Puts what the scales and gates notice into messages, as their controllers would. */
export function createSensorFeed(layout: StoreLayout, startedAt: EpochMs): (happened: Happenings) => SensorMessage[] {
  let steps = 0;
  let sequence = 0;
  let times: EpochMs[] = [];
  const rows = new Map(layout.shelves.map(({ id }) => [id, [] as number[][]]));

  const weightsOf = (happened: Happenings, at: EpochMs): SensorMessage[] => {
    times.push(at);
    for (const [shelf, grams] of happened.weights) rows.get(shelf)!.push([...grams]);
    if (times.length < SAMPLES_PER_BATCH) return [];
    const messages = layout.shelves.map(({ id }): SensorMessage => ({
      at, id, name: 'shelfWeights', body: { sequence, capturedAt: times, grams: rows.get(id)!.splice(0) },
    }));
    times = [];
    sequence++;
    return messages;
  };

  const passagesOf = (happened: Happenings, at: EpochMs): SensorMessage[] =>
    layout.gates.flatMap(({ id }): SensorMessage[] => {
      const passages = happened.passages
        .filter(({ gate }) => gate === id)
        .map(({ gate: _, passage, direction, ...rest }): Passage => ({ passage, capturedAt: at, direction, ...rest }));
      if (passages.length === 0 && steps % STEPS_BETWEEN_GATE_MESSAGES !== 0) return [];
      return [{ at, id, name: 'gatePassages', body: { capturedAt: at, passages } }];
    });

  return (happened) => {
    steps++;
    const at = startedAt + Math.round(happened.time * 1000);
    return [...weightsOf(happened, at), ...passagesOf(happened, at)];
  };
}
