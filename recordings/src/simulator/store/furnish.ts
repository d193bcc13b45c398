import type { FloorPoint, Gate, PlanogramEntry, Product, Shelf, StoreLayout } from '@walkout/contracts';
import { CATALOGUE, TAX_CLASSES } from './catalogue.ts';
import { cameraPlace } from './ceiling-camera.ts';
import type { CeilingCamera } from './ceiling-camera.ts';
import { fixtureOf, shelvesOf } from './gondola.ts';
import type { Gondola } from './gondola.ts';

/** What has to be said of a store; the rest follows. */
export interface StorePlan {
  readonly store: string;
  readonly name: string;
  readonly floor: readonly FloorPoint[];
  readonly gates: readonly Gate[];
  readonly gondolas: readonly Gondola[];
  readonly cameras: readonly CeilingCamera[];
  /** Products in the order they are put on the shelves, as many as there is room for. */
  readonly assortment?: readonly Product[];
}

/** Two plates each, and where a board has an odd one left the last product of it has one. */
function placeProducts(shelves: readonly Shelf[], assortment: readonly Product[]): PlanogramEntry[] {
  const planogram: PlanogramEntry[] = [];
  for (const [index, shelf] of shelves.entries()) {
    // Every third board is dense: a product of one plate beside one of two, as in a real shelf.
    const widths = index % 3 === 0 ? [2, 1] : [2];
    for (let plate = 0, turn = 0; plate < shelf.plates.length; turn++) {
      const product = assortment[planogram.length];
      if (product === undefined) return planogram;
      const plates = shelf.plates.slice(plate, plate + widths[turn % widths.length]!).map(({ id }) => id);
      planogram.push({ product: product.id, plates });
      plate += plates.length;
    }
  }
  return planogram;
}

/** A whole store layout from a plan: boards, plates, planogram and catalogue. */
export function furnish(plan: StorePlan): StoreLayout {
  const shelves = plan.gondolas.flatMap(shelvesOf);
  const planogram = placeProducts(shelves, plan.assortment ?? CATALOGUE);
  const placed = new Set(planogram.map(({ product }) => product));
  return {
    version: 1,
    store: plan.store,
    name: plan.name,
    currency: 'EUR',
    floor: [...plan.floor],
    cameras: plan.cameras.map(cameraPlace),
    gates: [...plan.gates],
    fixtures: plan.gondolas.map(fixtureOf),
    shelves,
    taxClasses: TAX_CLASSES,
    products: CATALOGUE.filter(({ id }) => placed.has(id)),
    planogram,
  };
}
