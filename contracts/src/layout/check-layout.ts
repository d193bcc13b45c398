import { parserOf, parseJson } from '../schema.ts';
import { contractError } from '../errors.ts';
import { problemsIn } from './layout-problems.ts';
import { StoreLayout } from './store-layout.ts';

const MOST_SENTENCES = 5;
const parseShape = parserOf(StoreLayout, 'LAYOUT_MALFORMED');

/**
 * A store layout from unknown data, checked against its schema and against itself.
 *
 * @throws WalkoutError LAYOUT_MALFORMED or LAYOUT_INCONSISTENT, naming the place
 */
export function parseLayout(value: unknown, source: string): StoreLayout {
  const layout = parseShape(value, source);
  const found = problemsIn(layout);
  if (found.length > 0) throw contractError('LAYOUT_INCONSISTENT', `${source}: ${found.slice(0, MOST_SENTENCES).map(({ sentence }) => sentence).join('; ')}`);
  return layout;
}

/** {@link parseLayout} from JSON text. */
export const readLayout = (text: string, source: string): StoreLayout =>
  parseJson(parseLayout, text, source, 'LAYOUT_MALFORMED');
