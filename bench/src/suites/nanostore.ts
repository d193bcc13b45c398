import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORDING_FILES } from '@walkout/contracts';
import type { Cart, Milliseconds, ShelfEvent, StoreLayout, TrueEvent } from '@walkout/contracts';
import { checkSensor, createStoreFusion } from '@walkout/fusion';
import type { FusionMessage } from '@walkout/fusion';
import { importNanostore, openRecording, platePlace } from '@walkout/recordings';
import type { Recording } from '@walkout/recordings';
import { lastWord } from '../metrics/last-word.ts';
import { scoreReceipts } from '../metrics/receipt-score.ts';

/** One article of one event that was found; `product` is missing where the object is unknown. */
export interface FoundEvent {
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly gondola: number;
  readonly shelf: number;
  readonly plates: readonly number[];
  readonly grams: number;
  readonly product?: string;
  readonly quantity: number;
}

export interface NanostoreResult {
  readonly events: readonly FoundEvent[];
  readonly falseEvents: number;
  readonly missedEvents: number;
  readonly receipts: number;
  readonly receiptsRight: number;
  readonly itemF1: number;
  readonly carts: readonly Cart[];
}

/** The truth of this store is known to the second. */
const TRUTH_ERROR: Milliseconds = 2000;

/** All that fusion says of a recording's scales and gates, by the way that live messages take. */
async function fuse(recording: Recording): Promise<FusionMessage[]> {
  const fusion = createStoreFusion(recording.layout);
  const said: FusionMessage[] = [];
  for await (const message of recording.messages()) {
    if (message.name !== 'shelfWeights' && message.name !== 'gatePassages') continue;
    checkSensor(message, recording.layout);
    said.push(...fusion.accept(message));
  }
  return [...said, ...fusion.end()];
}

function isRight(event: ShelfEvent, truth: TrueEvent): boolean {
  const [item] = event.items;
  return (
    event.items.length === 1 && item!.product === truth.item.product && item!.quantity === truth.item.quantity &&
    event.shelf === truth.shelf && event.plates.some((plate) => truth.plates.includes(plate)) &&
    event.startedAt - TRUTH_ERROR <= truth.capturedAt && truth.capturedAt <= event.settledAt + TRUTH_ERROR
  );
}

function describe(event: ShelfEvent, layout: StoreLayout): FoundEvent[] {
  const { gondola, shelf } = platePlace(event.plates[0]!);
  const where = { at: new Date(event.startedAt).toISOString(), gondola, shelf, plates: event.plates.map((id) => platePlace(id).plate), grams: event.grams };
  if (event.items.length === 0) return [{ ...where, quantity: 0 }];
  return event.items.map(({ product, quantity }) => ({ ...where, product: layout.products.find(({ id }) => id === product)!.name, quantity }));
}

/** Shelf events and receipts of a recording of the real store, against its truth. */
export async function scoreNanostore(recording: Recording): Promise<NanostoreResult> {
  const said = await fuse(recording);
  const found = lastWord(said.flatMap((message) => (message.name === 'shelfEvent' ? [message.body] : [])));
  const carts = said.flatMap((message) => (message.name === 'cart' && message.body.state === 'closed' ? [message.body] : []));
  const truth = await recording.truth('events');
  const { receipts, receiptsRight, itemF1 } = scoreReceipts(carts, await recording.truth('receipts'));
  return {
    events: found.flatMap((event) => describe(event, recording.layout)),
    falseEvents: found.filter((event) => !truth.some((one) => isRight(event, one))).length,
    missedEvents: truth.filter((one) => !found.some((event) => isRight(event, one))).length,
    receipts,
    receiptsRight,
    itemF1,
    carts,
  };
}

/**
 * The real store's scales through the real fusion.
 *
 * @param data the files as published, or the recording that `npm run import -- nanostore` made of them
 * @throws     WalkoutError as the importer and the recording format do
 */
export async function nanostoreSuite({ data }: { readonly data: string }): Promise<NanostoreResult> {
  const imported = existsSync(join(data, RECORDING_FILES.log)) ? undefined : await mkdtemp(join(tmpdir(), 'walkout-nanostore-'));
  try {
    if (imported !== undefined) await importNanostore(data, imported, { videos: false });
    const recording = await openRecording(imported ?? data);
    try {
      return await scoreNanostore(recording);
    } finally {
      await recording.close();
    }
  } finally {
    if (imported !== undefined) await rm(imported, { recursive: true });
  }
}
