import { momentOf } from '@walkout/fusion';
import type { FusionMessage, SensorMessage } from '@walkout/fusion';
import type { Cart, EpochMs, Grams, Milliseconds, People, ShelfEvent, StoreLayout } from '@walkout/contracts';
import { nearestVisit, placeOf } from './nearest-visit.ts';
import { scoreItems } from './score-items.ts';
import { createShelfEvents } from './shelf-events.ts';
import type { BaselineEvent } from './shelf-events.ts';

const PEOPLE_KEPT: Milliseconds = 30_000;

/** What an event comes to: so many packs of a product. */
interface Reading {
  readonly product: string;
  readonly quantity: number;
  readonly score: number;
}

/** A plate that changed by more is one on which something was put back. */
const CHANGED: Grams = 5;

/** The product of a take: the best score; how many of it: as many as weigh about as much. */
function readTake(event: BaselineEvent, layout: Pick<StoreLayout, 'products' | 'planogram'>): Reading | undefined {
  const [best] = scoreItems(event, layout);
  if (best === undefined) return undefined;
  const { product: { id, unitWeight }, score } = best;
  return { product: id, quantity: Math.max(1, Math.round(Math.abs(event.grams) / unitWeight.mean)), score };
}

/**
 * The published method of the AutoCheckout competition's winner, with our people tracker in place of theirs: each event decided on
 * its own when it ends, and never again. Put-backs go by the nearest weight among what is in carts, and stand where they were put
 * from then on.
 *
 * @source Falcão et al., FAIM, 2020 (see shelf-events.ts); CPS-IoT Week 2020 AutoCheckout competition, first place; how many, and what
 *         a put-back does to the planogram, by the team's own code, github.com/AutoCheckout-CMU/AutoCheckout
 */
export function createAutoCheckout(layout: StoreLayout) {
  const shelves = new Map(layout.shelves.map((shelf) => [shelf.id, createShelfEvents(shelf)]));
  const weightOf = new Map(layout.products.map(({ id, unitWeight }) => [id, unitWeight.mean]));
  const carts = new Map<string, Map<string, number>>();
  const open = new Set<string>();
  let { planogram } = layout;
  let seen: People[] = [];
  let count = 0;

  const change = (visit: string, product: string, quantity: number): void => {
    const cart = carts.get(visit)!;
    cart.set(product, Math.max(0, (cart.get(product) ?? 0) + quantity));
  };

  /** So many packs of one kind as are nearest in weight in any open cart, rather in that of whoever was nearest. */
  function readReturn(event: BaselineEvent, nearest: string | undefined): { visit: string; reading: Reading } | undefined {
    const held = [...open].flatMap((visit) => [...carts.get(visit)!].flatMap(([product, most]) => Array.from({ length: most }, (_, i) => ({ visit, product, quantity: i + 1 }))));
    const gap = ({ product, quantity }: { product: string; quantity: number }) => Math.abs(quantity * weightOf.get(product)! - event.grams);
    const [best] = held.sort((a, b) => gap(a) - gap(b) || Number(b.visit === nearest) - Number(a.visit === nearest));
    return best && { visit: best.visit, reading: { product: best.product, quantity: -best.quantity, score: 1 } };
  }

  function standsNow(product: string, event: BaselineEvent): void {
    const plates = event.shelf.plates.filter((_, index) => event.plates[index]! > CHANGED).map(({ id }) => id);
    const known = planogram.some((entry) => entry.product === product && plates.every((plate) => entry.plates.includes(plate)));
    if (!known) planogram = [...planogram, { product, plates }];
  }

  function decide(event: BaselineEvent): FusionMessage {
    const nearest = nearestVisit(event, seen, (visit) => open.has(visit));
    const taken = event.grams < 0 ? readTake(event, { products: layout.products, planogram }) : undefined;
    const returned = event.grams > 0 ? readReturn(event, nearest) : undefined;
    const [visit, reading] = returned === undefined ? [nearest, taken] : [returned.visit, returned.reading];
    if (returned !== undefined) standsNow(returned.reading.product, event);
    if (visit !== undefined && reading !== undefined) change(visit, reading.product, reading.quantity);
    return { name: 'shelfEvent', id: `baseline-${++count}`, body: describe(event, { id: `baseline-${count}`, visit, reading }) };
  }

  return {
    /** The next message of a sensor, and what our own fusion said of people and visits when it heard it. */
    accept(message: SensorMessage, overheard: readonly FusionMessage[]): FusionMessage[] {
      for (const { name, body } of overheard) {
        if (name === 'people') seen.push(body);
        if (name !== 'cart') continue;
        if (!carts.has(body.visit)) carts.set(body.visit, new Map());
        if (body.state === 'open') open.add(body.visit);
        else open.delete(body.visit);
      }
      const now = momentOf(message);
      if (seen.length > 0 && seen[0]!.capturedAt < now - 2 * PEOPLE_KEPT) seen = seen.filter(({ capturedAt }) => capturedAt >= now - PEOPLE_KEPT);
      return message.name === 'shelfWeights' ? shelves.get(message.id)!(message.body).map(decide) : [];
    },
    /** Every visit's cart as it stands. */
    end(at: EpochMs): FusionMessage[] {
      return [...carts].map(([visit, items]) => {
        const lines = [...items].filter(([, quantity]) => quantity > 0).map(([product, quantity]) => ({ product, quantity, probability: 1, evidence: [] }));
        const body: Cart = { visit, revision: 0, capturedAt: at, state: 'closed', lines };
        return { name: 'cart', id: visit, body };
      });
    },
  };
}

function describe(event: BaselineEvent, { id, visit, reading }: { id: string; visit: string | undefined; reading: Reading | undefined }): ShelfEvent {
  const [x, y, z] = placeOf(event);
  const plates = event.shelf.plates.filter((_, index) => Math.abs(event.plates[index]!) >= Math.abs(event.grams) / 5).map((plate) => plate.id);
  return {
    event: id, shelf: event.shelf.id, startedAt: event.startedAt, settledAt: event.settledAt, plates,
    grams: event.grams, gramsError: event.gramsError, place: [x, y, z],
    items: reading === undefined ? [] : [{ product: reading.product, quantity: reading.quantity }],
    probability: Math.min(1, reading?.score ?? 0),
    people: visit === undefined ? [] : [{ person: visit, visit, probability: 1 }],
  };
}
