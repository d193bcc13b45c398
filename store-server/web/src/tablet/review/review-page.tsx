import './review.css';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { ReviewCard } from './review-card.tsx';

/** Carts that wait for a person. */
export default function ReviewPage() {
  const { board, plan, money } = useTablet();
  const waiting = board?.visits.filter(({ state }) => state === 'review') ?? [];
  return (
    <Page title="Review">
      <div class="page-body">
        {board && waiting.length === 0 && <p class="empty">Nothing to check. A cart that the store is not sure of appears here.</p>}
        {waiting.map((visit) => <ReviewCard key={visit.visit} visit={visit} products={plan?.products ?? []} money={money} />)}
      </div>
    </Page>
  );
}
