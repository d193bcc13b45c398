import type { EpochMs, MinorUnits } from '@walkout/contracts';
import type { CartLineView, VisitView } from '../../../../src/core/views.ts';
import { formatDuration, formatPercent } from '../../shared/format.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';

export interface VisitCardProps {
  readonly visit: VisitView;
  /** The sensors' time. */
  readonly now: EpochMs | undefined;
  readonly money: (amount: MinorUnits) => string;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** How sure the store is of a line: nothing to say when it is, the probability when it is not. */
export const Certainty = ({ line }: { line: CartLineView }) =>
  line.sure ? <span class="hidden-name">sure</span> : <span class="unsure">unsure, {formatPercent(line.probability)}</span>;

/** A shopper's cart as it stands; a tap shows the shopper on the map. */
export function VisitCard({ visit, now, money, selected, onSelect }: VisitCardProps) {
  const stay = visit.openedAt !== undefined && now !== undefined ? formatDuration(now - visit.openedAt) : undefined;
  return (
    <article class={selected ? 'card card-selected' : 'card'}>
      <button type="button" class="card-head" aria-pressed={selected} onClick={onSelect}>
        <VisitBadge ordinal={visit.ordinal} />
        <span class="card-name">Shopper {visit.ordinal}<span class="soft number">{stay && ` ${stay}`}</span></span>
        <span class="card-total number">{money(visit.total)}</span>
      </button>
      {visit.lines.length === 0 ? <p class="card-empty soft">Nothing in the cart yet</p> : (
        <ul class="lines">
          {visit.lines.map((line) => (
            <li key={`${line.product} ${line.probability}`}>
              <span class="quantity number">{line.quantity} ×</span>
              <span>{line.name} <Certainty line={line} /></span>
              <span class="number">{line.amount === undefined ? '–' : money(line.amount)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
