import type { Cart, Product, StoreLayout } from '@walkout/contracts';

/** Name, price in cents, tax class. */
const GOODS = {
  'oat-drink': ['Oat drink 1 l', 199, 'reduced'],
  'rye-bread': ['Rye bread 750 g', 329, 'reduced'],
  'dark-chocolate': ['Dark chocolate 100 g', 179, 'reduced'],
  'sparkling-water': ['Sparkling water 0.5 l', 89, 'full'],
  'hand-soap': ['Hand soap 250 ml', 245, 'full'],
  olives: ['Green olives 180 g', 279, 'reduced'],
} as const;
const PRODUCTS = Object.entries(GOODS).map(([id, [name, price, taxClass]]): Product => ({
  id, name, price, taxClass, barcode: '', unitWeight: { mean: 500, standardDeviation: 5 },
}));
const FIXTURES = {
  west: { from: [0, 1], to: [0.5, 4.5], facing: 0 },
  north: { from: [1.5, 4.5], to: [5.5, 5], facing: -Math.PI / 2 },
  island: { from: [2.6, 2], to: [4.4, 2.6], facing: -Math.PI / 2 },
} as const;

function fixture([id, { from, to }]: [string, (typeof FIXTURES)[keyof typeof FIXTURES]]): StoreLayout['fixtures'][number] {
  const name = `${id[0]!.toUpperCase()}${id.slice(1)} shelf`;
  return { id, name, height: 1.8, footprint: [[from[0], from[1]], [to[0], from[1]], [to[0], to[1]], [from[0], to[1]]] };
}

/** Three plates in a row along the longer side of the fixture. */
function shelf([id, { from, to, facing }]: [string, (typeof FIXTURES)[keyof typeof FIXTURES]]): StoreLayout['shelves'][number] {
  const [cx, cy] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const along = facing === 0 ? [0, 1] as const : [1, 0] as const;
  const plates = [-0.4, 0, 0.4].map((offset, i) => ({
    id: `${id}-${i + 1}`, centre: [cx + along[0] * offset, cy + along[1] * offset, 1] as const, width: 0.35, depth: 0.4,
  }));
  return { id, name: `${id}, middle board`, fixture: id, facing, plates: plates.map((plate) => ({ ...plate, centre: [...plate.centre] })) };
}

/** A camera 2.8 m up at x, y that looks level towards a heading, rad. */
const camera = (id: string, [x, y]: readonly [number, number], heading: number): StoreLayout['cameras'][number] => {
  const [forwardX, forwardY] = [Math.cos(heading), Math.sin(heading)];
  const rows = [[forwardY, -forwardX, 0], [0, 0, -1], [forwardX, forwardY, 0]];
  return {
    id, imageSize: { width: 640, height: 360 },
    calibration: {
      focal: [350, 350], principal: [320, 180], distortion: [0, 0, 0, 0, 0],
      cameraFromStore: rows.map(([a, b, c]) => [a!, b!, c!, -(a! * x + b! * y + c! * 2.8)]),
    },
  };
};

/** A small store to test with: two tax classes, six products, three shelves, two cameras, two gates. */
export const cornerStore = (): StoreLayout => ({
  version: 1, store: 'corner', name: 'Corner store', currency: 'EUR',
  floor: [[0, 0], [7, 0], [7, 5], [0, 5]],
  cameras: [camera('south-west', [0.2, 0.2], Math.PI / 4), camera('north-east', [6.8, 4.8], -2.4)],
  gates: [{ id: 'entry', kind: 'entry', from: [1, 0], to: [2, 0] }, { id: 'exit', kind: 'exit', from: [5, 0], to: [6, 0] }],
  fixtures: Object.entries(FIXTURES).map(fixture),
  shelves: Object.entries(FIXTURES).map(shelf),
  taxClasses: [{ id: 'reduced', name: 'Food', basisPoints: 700 }, { id: 'full', name: 'Other goods', basisPoints: 1900 }],
  products: PRODUCTS,
  planogram: PRODUCTS.map(({ id }, i) => ({ product: id, plates: [`${Object.keys(FIXTURES)[i % 3]}-${1 + Math.floor(i / 3)}`] })),
});

/** A cart as fusion says it; lines are `[product, quantity, probability]`. */
export const cartOf = (
  visit: string,
  lines: readonly (readonly [product: string, quantity: number, probability?: number])[],
  rest: Partial<Cart> = {},
): Cart => ({
  visit, revision: 1, capturedAt: 60_000, state: 'open', ...rest,
  lines: lines.map(([id, quantity, probability = 0.97]) => ({ product: id, quantity, probability, evidence: [] })),
});
