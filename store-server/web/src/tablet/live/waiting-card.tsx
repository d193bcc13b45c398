import type { MinorUnits } from '@walkout/contracts';
import type { VisitView } from '../../../../src/core/views.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';

/** A cart that waits for a person, with the way to where it is decided. */
export const WaitingCard = ({ visit, money }: { visit: VisitView; money: (amount: MinorUnits) => string }) => (
  <a class="card card-waiting card-head" href={`/tablet/review/${encodeURIComponent(visit.visit)}`}>
    <VisitBadge ordinal={visit.ordinal} />
    <span class="card-name">Shopper {visit.ordinal} <span class="tag tag-warn">to check</span></span>
    <span class="card-total number">{money(visit.total)}</span>
  </a>
);
