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
  /** How many plates each product of a board takes, by the board's number, from its first product on and then again. */
  readonly facings?: (board: number) => readonly number[];
}

/** Every third board is dense: a product of one plate beside one of two, as in a real shelf. */
const USUAL_FACINGS = (board: number): readonly number[] => (board % 3 === 0 ? [2, 1] : [2]);

/** Where a board has too few plates left the last product of it has those. */
function placeProducts(shelves: readonly Shelf[], assortment: readonly Product[], facings = USUAL_FACINGS): PlanogramEntry[] {
  const planogram: PlanogramEntry[] = [];
  for (const [index, shelf] of shelves.entries()) {
    const widths = facings(index);
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
  const assortment = plan.assortment ?? CATALOGUE;
  const planogram = placeProducts(shelves, assortment, plan.facings);
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
    products: assortment.filter(({ id }) => placed.has(id)),
    planogram,
  };
}
