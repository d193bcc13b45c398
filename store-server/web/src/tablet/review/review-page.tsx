import './review.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso/router';
import type { VisitView } from '../../../../src/core/views.ts';
import { useSignal } from '../../shared/signal.ts';
import { useKeys } from '../shell/keys.ts';
import { Page } from '../shell/page.tsx';
import { HOME } from '../shell/pages.ts';
import { useTablet } from '../shell/tablet.ts';
import { decisions } from './pending-decisions.ts';
import { Queue, sortQueue } from './queue.tsx';
import type { QueueOrder } from './queue.tsx';
import { ReviewDesk } from './review-desk.tsx';
import { UndoBar } from './undo-bar.tsx';

const pathOf = (visit: string): string => `${HOME}/review/${encodeURIComponent(visit)}`;

/** The visits that wait, less those that were decided just now. */
function useQueue(order: QueueOrder): readonly VisitView[] {
  const { board } = useTablet();
  const { pending } = useSignal(decisions);
  return useMemo(() => {
    const decided = new Set(pending.map(({ visit }) => visit));
    return sortQueue((board?.visits ?? []).filter(({ state, visit }) => state === 'review' && !decided.has(visit)), order);
  }, [board?.visits, pending, order]);
}

/** Carts that wait for a person: the queue at the side, all that is known of one beside it. One tap or one key decides a line. */
export default function ReviewPage() {
  const { board, plan } = useTablet();
  const { route } = useLocation();
  const { rest = '' } = useRoute().params;
  const [order, setOrder] = useState<QueueOrder>('oldest');
  const queue = useQueue(order);
  const index = Math.max(0, queue.findIndex(({ visit }) => visit === rest));
  const current = queue[index];
  const go = (step: number) => {
    const next = queue[index + step];
    if (next !== undefined) route(pathOf(next.visit), true);
  };
  useKeys('Review', useMemo(() => [
    { keys: 'j', about: 'Next cart', run: () => go(1) },
    { keys: 'k', about: 'Cart before', run: () => go(-1) },
    { keys: 'o', about: 'Oldest or largest first', run: () => setOrder((now) => (now === 'oldest' ? 'largest' : 'oldest')) },
  ], [queue, index]));
  useEffect(() => {
    if (rest !== '' && board !== undefined && current !== undefined && current.visit !== rest) route(pathOf(current.visit), true);
  }, [rest, current?.visit]);
  return (
    <Page title="Review" class="review-page">
      <div class="review">
        <Queue queue={queue} order={order} onOrder={setOrder} current={current?.visit} pathOf={pathOf} />
        {current !== undefined && <ReviewDesk key={current.visit} visit={current} products={plan?.products ?? []} />}
        {board !== undefined && current === undefined && (
          <section class="panel review-empty">
            <h2>Nothing to check</h2>
            <p class="soft">A cart that the store is not sure of appears here when its shopper has left.</p>
          </section>
        )}
        <UndoBar onUndone={(visit) => route(pathOf(visit), true)} />
      </div>
    </Page>
  );
}
