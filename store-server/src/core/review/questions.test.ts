import { describe, expect, it } from 'vitest';
import type { CartLineView, VisitView } from '../views.ts';
import { linesOf, questionsOf } from './questions.ts';

const goods = (product: string, quantity = 1) => ({ product, name: product.toUpperCase(), quantity });
const line = (product: string, rest: Partial<CartLineView> = {}): CartLineView =>
  ({ ...goods(product), amount: 100, probability: 0.9, sure: true, ...rest });
const unsure = (product: string, rest: Partial<CartLineView> = {}) => line(product, { sure: false, probability: 0.4, ...rest });
const visit = (lines: readonly CartLineView[], rest: Partial<VisitView> = {}) => ({ lines: [...lines], reasons: [], ...rest });

describe('what a person has to decide', () => {
  it('is nothing for a sure cart', () => expect(questionsOf(visit([line('tea')]))).toEqual([]));
  it('is a doubtful line: itself, its alternatives, likeliest first, and nothing', () => {
    const alternatives = [{ items: [goods('jam')], probability: 0.45 }];
    expect(questionsOf(visit([line('tea'), unsure('oil', { alternatives, evidence: ['e1'] })]))).toEqual([{
      id: 'line-1', kind: 'line', evidence: ['e1'],
      answers: [{ items: [goods('jam')], probability: 0.45 }, { items: [goods('oil')], probability: 0.4 }, { items: [] }],
    }]);
  });
  it('does not offer nothing twice, nor goods that have no price', () => {
    const alternatives = [{ items: [], probability: 0.6 }];
    const [question] = questionsOf(visit([{ ...unsure('moon-rock', { alternatives }), amount: undefined } as unknown as CartLineView]));
    expect(question!.answers).toEqual([{ items: [], probability: 0.6 }]);
  });
  it('is what may be missing; an object without a name can only be left or looked up', () => {
    const doubt = { name: 'JAM', quantity: 1, probability: 0.45, evidence: ['e2'] };
    const questions = questionsOf(visit([], { perhaps: [{ ...doubt, product: 'jam' }, doubt] }));
    expect(questions.map(({ answers }) => answers.map(({ items }) => items.length))).toEqual([[0, 1], [0]]);
  });
  it.each(['entry-unseen', 'shopper-unsure'] as const)('is the whole cart where nothing else is in doubt: %s', (reason) => {
    const cart = visit([line('tea')], { reasons: [reason] });
    expect(questionsOf(cart).map(({ kind }) => kind)).toEqual(['entry']);
    expect(linesOf(cart, new Map([['entry', 0]]))).toEqual([goods('tea')]);
    expect(linesOf(cart, new Map([['entry', 1]]))).toEqual([]);
  });
});

describe('what is charged', () => {
  it('is the sure lines and what was chosen, the same product together', () => {
    const cart = visit([line('tea'), unsure('oil', { alternatives: [{ items: [goods('tea')], probability: 0.5 }] })]);
    expect(linesOf(cart, new Map([['line-1', 0]]))).toEqual([goods('tea', 2)]);
    expect(linesOf(cart, new Map([['line-1', 1]]))).toEqual([goods('tea'), goods('oil')]);
    expect(linesOf(cart, new Map([['line-1', 2]]))).toEqual([goods('tea')]);
  });
});
