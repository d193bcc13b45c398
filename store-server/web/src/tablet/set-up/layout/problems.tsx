import type { LayoutProblem, StoreLayout } from '@walkout/contracts';
import type { LayoutItem } from '../../../../../src/core/set-up/layout-edit.ts';

export interface ProblemsProps {
  /** With any the layout cannot be saved. */
  readonly problems: readonly LayoutProblem[];
  readonly doubts: readonly LayoutProblem[];
  readonly layout: StoreLayout;
  readonly onSelect: (item: LayoutItem) => void;
}

/** What on the plan a problem is about; a plate is part of its shelf. */
export function itemOf({ part, id }: LayoutProblem, layout: StoreLayout): LayoutItem | undefined {
  if (part === 'plate') {
    const shelf = layout.shelves.find(({ plates }) => plates.some((plate) => plate.id === id));
    return shelf && { part: 'shelf', id: shelf.id };
  }
  return part === 'product' || part === 'tax class' ? undefined : { part, id };
}

/** What is wrong, and what is doubtful; a tap shows where. */
export function Problems({ problems, doubts, layout, onSelect }: ProblemsProps) {
  const entry = (problem: LayoutProblem, tag: string) => {
    const item = itemOf(problem, layout);
    return (
      <li key={problem.sentence}>
        <span class={`tag ${tag}`}>{tag === 'tag-bad' ? 'wrong' : 'look'}</span>{' '}
        {item ? <button type="button" class="text-button" onClick={() => onSelect(item)}>{problem.sentence}</button> : problem.sentence}
      </li>
    );
  };
  if (problems.length + doubts.length === 0) return <p class="soft" role="status">Nothing is wrong with this layout.</p>;
  return <ul class="findings" aria-label="What is wrong">{problems.map((each) => entry(each, 'tag-bad'))}{doubts.map((each) => entry(each, 'tag-warn'))}</ul>;
}
