import type { Answer, Question } from '../../../../src/core/review/questions.ts';
import type { VisitView } from '../../../../src/core/views.ts';

/** Why a visit came to review, for people. */
export const REASONS: Record<VisitView['reasons'][number], string> = {
  'line-unsure': 'The store is not sure of a line.',
  'maybe-missing': 'The shopper may hold something that is not in the cart.',
  'product-unknown': 'Something in the cart is not in the catalogue.',
  'entry-unseen': 'Nobody saw this shopper come in.',
  'shopper-unsure': 'The store may have followed somebody else: two came in at the same moment, or were taken for each other.',
};

const NOTHING: Record<Question['kind'], string> = { line: 'Did not take it', perhaps: 'Nothing more', entry: 'Charge nothing' };

/** An answer in few words. */
export function answerWords({ kind }: Question, { items }: Answer): string {
  if (items.length === 0) return NOTHING[kind];
  if (kind === 'entry') return 'Charge the cart as it is';
  return items.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(' and ');
}

/** What is asked. */
export function questionWords({ kind, answers }: Question): string {
  if (kind === 'entry') return 'Is this cart this shopper’s?';
  return kind === 'perhaps' ? 'Did the shopper take this as well?' : answers.every(({ items }) => items.length === 0) ? 'What was it?' : 'What did the shopper take?';
}
