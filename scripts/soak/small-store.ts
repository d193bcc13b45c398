import type { StoreLayout } from '@walkout/contracts';
import { demoLayout } from '@walkout/recordings/simulator';

const SHELVES: readonly string[] = ['west-2', 'north-2'];

/** The demo's room with a shelf at each of two walls: small enough that a day of it goes by in minutes. */
export function smallStore(): StoreLayout {
  const whole = demoLayout();
  const shelves = whole.shelves.filter(({ id }) => SHELVES.includes(id));
  const standing = new Set(shelves.flatMap(({ plates }) => plates.map(({ id }) => id)));
  const planogram = whole.planogram.filter(({ plates }) => plates.every((plate) => standing.has(plate)));
  const placed = new Set(planogram.map(({ product }) => product));
  const fixtures = new Set(shelves.map(({ fixture }) => fixture));
  return {
    ...whole, store: 'soak', name: 'Walkout soak store', shelves, planogram,
    products: whole.products.filter(({ id }) => placed.has(id)),
    fixtures: whole.fixtures.filter(({ id }) => fixtures.has(id)),
  };
}
