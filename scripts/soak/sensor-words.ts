import type { EpochMs, StoreLayout } from '@walkout/contracts';
import { momentOf } from '@walkout/fusion';
import type { SensorMessage } from '@walkout/fusion';
import { createCameraFeed, createRandom, simulate } from '@walkout/recordings/simulator';
import { planDay } from './plan-day.ts';
import type { DayPlan } from './plan-day.ts';

/** What a moment of the day brings. */
export interface DayMoment {
  readonly at: EpochMs;
  /** In order of time. */
  readonly messages: readonly SensorMessage[];
  /** Truth: what those who have left carried out. */
  readonly departures: readonly { readonly visit: string; readonly lines: Readonly<Record<string, number>> }[];
}

/** Cameras speak five times a second and so do scales, half as often as the simulator has them: a day is many messages. */
const EVERY_OTHER = 2;

/** Two messages of one scale as one. */
function joined(first: SensorMessage, second: SensorMessage): SensorMessage {
  if (first.name !== 'shelfWeights' || second.name !== 'shelfWeights') return second;
  return { ...second, body: { sequence: second.body.sequence, capturedAt: [...first.body.capturedAt, ...second.body.capturedAt], grams: [...first.body.grams, ...second.body.grams] } };
}

/** All that the sensors of a store say in a day, moment by moment. The same seed gives the same day. */
export function* sensorWords(layout: StoreLayout, seed: number, day: DayPlan): Generator<DayMoment, void, void> {
  const name = `soak ${seed}`;
  const camerasSee = createCameraFeed(layout, name);
  const halves = new Map<string, SensorMessage>();
  const scenario = planDay(layout, createRandom(name), day);
  for (const { at, messages: said, frame, receipts } of simulate({ layout, seed: name, scenario, longestSeconds: day.hours * 3600 })) {
    const messages = said.flatMap((message): SensorMessage[] => {
      if (message.name !== 'shelfWeights') return [message];
      const half = halves.get(message.id);
      if (half === undefined) {
        halves.set(message.id, message);
        return [];
      }
      halves.delete(message.id);
      return [joined(half, message)];
    });
    if (frame !== undefined && frame.index % EVERY_OTHER === 0) messages.push(...camerasSee(frame.index / EVERY_OTHER, at, frame.posed));
    const departures = receipts.map(({ visit, lines }) => ({ visit, lines: Object.fromEntries(lines.map(({ product, quantity }) => [product, quantity])) }));
    if (messages.length > 0 || departures.length > 0) yield { at, messages: messages.sort((a, b) => momentOf(a) - momentOf(b)), departures };
  }
}
