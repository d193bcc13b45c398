import type { ShelfEvent, StoreLayout } from '@walkout/contracts';
import type { EvidenceView, EventView } from '../../core/evidence/views.ts';
import type { Visit } from '../../core/visit.ts';
import type { ShelfEventTable } from '../database/shelf-event-table.ts';
import type { Evidence } from './evidence.ts';

export interface EvidenceViewer {
  readonly evidence: Evidence;
  readonly shelfEvents: ShelfEventTable;
  readonly layout: StoreLayout;
  readonly ordinalOf: (visit: string) => number | undefined;
}

/** All that a visit's cart rests on, in order of time; events that were let go are left out. */
export function viewEvidence({ visit, cart }: Visit, { evidence, shelfEvents, layout, ordinalOf }: EvidenceViewer): EvidenceView {
  const names = new Map(layout.products.map(({ id, name }) => [id, name]));
  const shelves = new Map(layout.shelves.map(({ id, name }) => [id, name]));
  const clips = evidence.tables.clipsOf(visit);
  const ids = new Set([...(cart?.lines ?? []), ...(cart?.perhaps ?? [])].flatMap((line) => line.evidence));

  const viewEvent = (event: ShelfEvent): EventView => ({
    event: event.event,
    shelf: shelves.get(event.shelf) ?? event.shelf,
    startedAt: event.startedAt, settledAt: event.settledAt,
    grams: event.grams, gramsError: event.gramsError,
    ...(event.trace === undefined ? {} : { trace: event.trace }),
    reading: event.items.map(({ product, quantity }) => ({ name: names.get(product) ?? product, quantity })),
    probability: event.probability,
    people: [...event.people].sort((a, b) => b.probability - a.probability).map((person) => {
      const ordinal = person.visit === undefined ? undefined : ordinalOf(person.visit);
      return { ...(ordinal === undefined ? {} : { ordinal }), probability: person.probability, own: person.visit === visit };
    }),
    clips: evidence.viewsOf(event).flatMap(({ camera, point }) => {
      const clip = clips.find((candidate) => candidate.event === event.event && candidate.camera === camera.id);
      if (clip === undefined) return [];
      return [{ clip: clip.clip, camera: camera.id, state: clip.state, imageSize: camera.imageSize, place: [point[0], point[1]], frames: [...clip.frames] }];
    }),
  });
  const events = [...ids].flatMap((id) => shelfEvents.find(id) ?? []);
  return { events: events.sort((a, b) => a.startedAt - b.startedAt).map(viewEvent) };
}
