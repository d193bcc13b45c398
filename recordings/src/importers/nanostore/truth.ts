import type { EpochMs, TrueEvent, TrueReceipt } from '@walkout/contracts';
import { recordingsError } from '../../errors.ts';
import type { Catalogue } from './catalogue.ts';
import { plateId, shelfId } from './names.ts';
import type { GroundTruth } from './source-schema.ts';

/** Their `2020-01-28_22-24-15`, UTC, to the second. */
function momentOf(time: string): EpochMs {
  const [day, clock = ''] = time.split('_');
  return Date.parse(`${day}T${clock.replaceAll('-', ':')}Z`);
}

/**
 * What truly happened, as events of one visit.
 *
 * @throws WalkoutError SOURCE_MALFORMED for a product that the catalogue does not have
 */
export function trueEvents(truth: GroundTruth, catalogue: Catalogue, visit: string): TrueEvent[] {
  return truth.lists.flatMap(({ events }) =>
    events.flatMap(({ observation, putback }) => {
      const { gondola, shelf, plates } = observation.position;
      return observation.products.map(({ name }) => {
        const product = catalogue.idOf.get(name);
        if (product === undefined) throw recordingsError('SOURCE_MALFORMED', `the ground truth names "${name}", which stands on no plate`);
        return {
          capturedAt: momentOf(observation.time),
          person: observation.target_id,
          visit,
          shelf: shelfId(gondola, shelf),
          plates: plates.map((plate) => plateId(gondola, shelf, plate)),
          item: { product, quantity: putback === 1 ? -1 : 1 },
        };
      });
    }),
  );
}

/** What a visit carried out: all that it took less what it put back. */
export function trueReceipt(events: readonly TrueEvent[], visit: string): TrueReceipt {
  const quantities = new Map<string, number>();
  for (const { item } of events) quantities.set(item.product, (quantities.get(item.product) ?? 0) + item.quantity);
  return { visit, lines: [...quantities].filter(([, quantity]) => quantity > 0).map(([product, quantity]) => ({ product, quantity })) };
}
