import type { CartDoubt, CartLine, Probability } from '@walkout/contracts';
import type { Catalogue } from './catalogue.ts';
import type { Visit } from './visit.ts';
import type { CartLineView, DoubtView, VisitView } from './views.ts';

const UNKNOWN_OBJECT = 'Something that no product fits';

function viewLine(line: CartLine, { products }: Catalogue, reviewBelow: Probability): CartLineView {
  const { product, quantity, probability, evidence, alternatives = [] } = line;
  const known = products.get(product);
  const nameOf = (id: string): string => products.get(id)?.name ?? id;
  return {
    product,
    name: nameOf(product),
    quantity,
    ...(known === undefined ? {} : { amount: known.price * quantity }),
    probability,
    sure: known !== undefined && probability >= reviewBelow,
    ...(evidence.length === 0 ? {} : { evidence }),
    ...(alternatives.length === 0 ? {} : {
      alternatives: alternatives.map((other) => ({
        items: other.items.map((item) => ({ product: item.product, name: nameOf(item.product), quantity: item.quantity })),
        probability: other.probability,
      })),
    }),
  };
}

const viewDoubt = ({ product, quantity, probability, evidence }: CartDoubt, { products }: Catalogue): DoubtView => ({
  ...(product === undefined ? {} : { product }),
  name: product === undefined ? UNKNOWN_OBJECT : (products.get(product)?.name ?? product),
  quantity, probability, evidence,
});

/** A visit with names and prices; goods that the catalogue does not know show their id and cost nothing yet. */
export function viewVisit(visit: Visit, catalogue: Catalogue, reviewBelow: Probability): VisitView {
  const lines = (visit.cart?.lines ?? []).map((line) => viewLine(line, catalogue, reviewBelow));
  const perhaps = (visit.cart?.perhaps ?? []).filter(({ probability }) => probability > 1 - reviewBelow);
  return {
    visit: visit.visit,
    ordinal: visit.ordinal,
    state: visit.state,
    reasons: [...visit.reasons],
    ...visit.entry,
    ...(visit.cart === undefined ? {} : { changedAt: visit.cart.capturedAt }),
    lines,
    ...(perhaps.length === 0 ? {} : { perhaps: perhaps.map((doubt) => viewDoubt(doubt, catalogue)) }),
    total: lines.reduce((total, line) => total + (line.amount ?? 0), 0),
  };
}
