import type { Probability } from '@walkout/contracts';
import type { Catalogue } from './catalogue.ts';
import type { Visit } from './visit.ts';
import type { VisitView } from './views.ts';

/** A visit with names and prices; goods that the catalogue does not know show their id and cost nothing yet. */
export function viewVisit(visit: Visit, catalogue: Catalogue, reviewBelow: Probability): VisitView {
  const lines = (visit.cart?.lines ?? []).map(({ product, quantity, probability }) => {
    const known = catalogue.products.get(product);
    return {
      product,
      name: known?.name ?? product,
      quantity,
      ...(known === undefined ? {} : { amount: known.price * quantity }),
      probability,
      sure: known !== undefined && probability >= reviewBelow,
    };
  });
  return {
    visit: visit.visit,
    ordinal: visit.ordinal,
    state: visit.state,
    reasons: [...visit.reasons],
    ...visit.entry,
    ...(visit.cart === undefined ? {} : { changedAt: visit.cart.capturedAt }),
    lines,
    total: lines.reduce((total, line) => total + (line.amount ?? 0), 0),
  };
}
