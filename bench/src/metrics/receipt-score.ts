/** Products of one visit, charged or truly carried out. A product may be on several lines. */
export interface VisitItems {
  readonly visit: string;
  readonly lines: readonly { readonly product: string; readonly quantity: number }[];
}

/** One product of one visit where what was charged is not what was carried out. */
export interface WrongItem {
  readonly visit: string;
  readonly product: string;
  readonly charged: number;
  readonly taken: number;
}

export interface ReceiptScore {
  readonly itemPrecision: number;
  readonly itemRecall: number;
  readonly itemF1: number;
  /** Visits charged. */
  readonly receipts: number;
  /** Of them, those equal to the truth in every product and quantity. */
  readonly receiptsRight: number;
  readonly wrong: readonly WrongItem[];
}

function quantitiesOf(visits: readonly VisitItems[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { visit, lines } of visits) {
    const items = found.get(visit) ?? new Map<string, number>();
    found.set(visit, items);
    for (const { product, quantity } of lines) items.set(product, (items.get(product) ?? 0) + quantity);
  }
  return found;
}

/** A share; of nothing it is 1: nothing was wrong. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/**
 * Precision, recall and F1 of what visits were charged, counted in single items: a unit of a product is right when the same visit
 * truly carried it out.
 */
export function scoreReceipts(charged: readonly VisitItems[], truth: readonly VisitItems[]): ReceiptScore {
  const [found, taken] = [quantitiesOf(charged), quantitiesOf(truth)];
  const wrong: WrongItem[] = [];
  let [right, chargedUnits, takenUnits] = [0, 0, 0];
  for (const visit of [...new Set([...taken.keys(), ...found.keys()])].sort()) {
    const [a, b] = [found.get(visit), taken.get(visit)];
    for (const product of [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].sort()) {
      const units = { charged: a?.get(product) ?? 0, taken: b?.get(product) ?? 0 };
      chargedUnits += units.charged;
      takenUnits += units.taken;
      right += Math.min(units.charged, units.taken);
      if (units.charged !== units.taken) wrong.push({ visit, product, ...units });
    }
  }
  const wrongVisits = new Set(wrong.map(({ visit }) => visit));
  const [itemPrecision, itemRecall] = [share(right, chargedUnits), share(right, takenUnits)];
  return {
    itemPrecision,
    itemRecall,
    itemF1: share(2 * right, chargedUnits + takenUnits),
    receipts: found.size,
    receiptsRight: [...found.keys()].filter((visit) => taken.has(visit) && !wrongVisits.has(visit)).length,
    wrong,
  };
}
