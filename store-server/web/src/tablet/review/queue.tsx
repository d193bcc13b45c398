import type { VisitView } from '../../../../src/core/views.ts';
import { formatTime } from '../../shared/format.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';
import { useTablet } from '../shell/tablet.ts';

export type QueueOrder = 'oldest' | 'largest';

const ageOf = ({ changedAt = Infinity }: VisitView): number => changedAt;

/** Who has waited longest first, or whose cart is worth most. */
export const sortQueue = (visits: readonly VisitView[], order: QueueOrder): readonly VisitView[] =>
  [...visits].sort((a, b) => (order === 'oldest' ? ageOf(a) - ageOf(b) : b.total - a.total) || a.ordinal - b.ordinal);

export interface QueueProps {
  readonly queue: readonly VisitView[];
  readonly order: QueueOrder;
  readonly onOrder: (order: QueueOrder) => void;
  readonly current: string | undefined;
  readonly pathOf: (visit: string) => string;
}

/** The carts that wait. */
export function Queue({ queue, order, onOrder, current, pathOf }: QueueProps) {
  const { money } = useTablet();
  return (
    <section class="panel list-panel queue" aria-labelledby="queue-heading">
      <header class="queue-head">
        <h2 id="queue-heading">To check <span class="soft number">{queue.length}</span></h2>
        <button type="button" class="button quiet" aria-label={`Sorted by ${order}; change`} onClick={() => onOrder(order === 'oldest' ? 'largest' : 'oldest')}>
          {order === 'oldest' ? 'Oldest' : 'Largest'}
        </button>
      </header>
      <ul class="scroll" aria-labelledby="queue-heading">
        {queue.map((visit) => (
          <li key={visit.visit}>
            <a class="queue-item" href={pathOf(visit.visit)} aria-current={visit.visit === current ? 'true' : undefined}>
              <VisitBadge ordinal={visit.ordinal} />
              <span class="card-name">Shopper {visit.ordinal}
                <span class="queue-when soft number">{visit.changedAt === undefined ? 'time not known' : `left ${formatTime(visit.changedAt)}`}</span>
              </span>
              <span class="card-total number">{money(visit.total)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
