import type { CartLineView, VisitView } from '../views.ts';

/** Goods and how many. */
export interface Goods {
  readonly product: string;
  readonly name: string;
  readonly quantity: number;
}

/** One way to answer: what the shopper then carried out. */
export interface Answer {
  readonly items: readonly Goods[];
  /** What the store thinks of it; missing where it has no opinion. */
  readonly probability?: number;
}

/** One thing that a person has to decide before a visit can be charged. */
export interface Question {
  readonly id: string;
  readonly kind: 'line' | 'perhaps' | 'entry';
  /** Ids of the shelf events to look at. */
  readonly evidence: readonly string[];
  /** Likeliest first. */
  readonly answers: readonly Answer[];
}

const NOTHING: Answer = { items: [] };
const isNothing = ({ items }: Answer): boolean => items.length === 0;
const goodsOf = ({ product, name, quantity }: Goods): Goods => ({ product, name, quantity });
const byProbability = (a: Answer, b: Answer): number => (b.probability ?? -1) - (a.probability ?? -1);

/** With "nothing" as a last way out, where the store has not thought of it. */
const complete = (answers: readonly Answer[]): readonly Answer[] => {
  const sorted = [...answers].sort(byProbability);
  return sorted.some(isNothing) ? sorted : [...sorted, NOTHING];
};

const lineQuestion = (line: CartLineView, index: number): Question => ({
  id: `line-${index}`, kind: 'line', evidence: line.evidence ?? [],
  // What the catalogue does not know cannot be charged as it stands.
  answers: complete([...(line.amount === undefined ? [] : [{ items: [goodsOf(line)], probability: line.probability }]), ...(line.alternatives ?? [])]),
});

/** What a person has to decide on a visit in review, in the order of its cart. */
export function questionsOf({ lines, perhaps = [], reasons }: Pick<VisitView, 'lines' | 'perhaps' | 'reasons'>): readonly Question[] {
  const ofLines = lines.flatMap((line, i) => (line.sure ? [] : [lineQuestion(line, i)]));
  const ofDoubts = perhaps.map(({ product, name, quantity, probability, evidence }, i): Question => {
    const taken = product === undefined ? [] : [{ items: [{ product, name, quantity }], probability }];
    return { id: `perhaps-${i}`, kind: 'perhaps', evidence, answers: [...taken, { items: [], probability: 1 - probability }].sort(byProbability) };
  });
  const questions = [...ofLines, ...ofDoubts];
  if (questions.length > 0 || !reasons.some((reason) => reason === 'entry-unseen' || reason === 'shopper-unsure')) return questions;
  // The goods are sure and not who came in: charge them as they are, or let them go.
  return [{ id: 'entry', kind: 'entry', evidence: [], answers: [{ items: lines.map(goodsOf) }, NOTHING] }];
}

/**
 * What is charged: sure lines, and of each question the answer that was chosen; the same product adds up.
 *
 * @param chosen index of the answer to each question, by its id; questions that are left out count as their first answer
 */
export function linesOf(visit: Pick<VisitView, 'lines' | 'perhaps' | 'reasons'>, chosen: ReadonlyMap<string, number>): readonly Goods[] {
  const questions = questionsOf(visit);
  const sure = questions.some(({ kind }) => kind === 'entry') ? [] : visit.lines.filter((line) => line.sure).map(goodsOf);
  const decided = questions.flatMap(({ id, answers }) => answers[chosen.get(id) ?? 0]?.items ?? []);
  const byProduct = new Map<string, Goods>();
  for (const goods of [...sure, ...decided]) {
    const quantity = goods.quantity + (byProduct.get(goods.product)?.quantity ?? 0);
    byProduct.set(goods.product, { ...goods, quantity });
  }
  return [...byProduct.values()].filter(({ quantity }) => quantity > 0);
}
