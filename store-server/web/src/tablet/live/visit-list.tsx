import type { EpochMs, MinorUnits } from '@walkout/contracts';
import type { VisitView } from '../../../../src/core/views.ts';
import { WaitingCard } from './waiting-card.tsx';
import { VisitCard } from './visit-card.tsx';

export interface VisitListProps {
  readonly visits: readonly VisitView[] | undefined;
  /** The sensors' time. */
  readonly now: EpochMs | undefined;
  readonly money: (amount: MinorUnits) => string;
  readonly selected: string | undefined;
  readonly onSelect: (visit: string) => void;
}

/** Carts: first those that wait for a person, then those of shoppers inside. */
export function VisitList({ visits = [], now, money, selected, onSelect }: VisitListProps) {
  const waiting = visits.filter(({ state }) => state === 'review');
  const inside = visits.filter(({ state }) => state === 'open');
  return (
    <section class="panel list-panel visits" aria-labelledby="visits-heading">
      <h2 id="visits-heading">
        Shoppers <span class="soft number">{inside.length} inside</span>
      </h2>
      <div class="scroll" role="region" aria-labelledby="visits-heading" tabIndex={0}>
        {visits.length === 0 && <p class="empty">Nobody is in the store. A cart appears here when somebody comes in.</p>}
        {waiting.map((visit) => <WaitingCard key={visit.visit} visit={visit} money={money} />)}
        {inside.map((visit) => (
          <VisitCard key={visit.visit} visit={visit} now={now} money={money} selected={visit.visit === selected}
            onSelect={() => onSelect(visit.visit)} />
        ))}
      </div>
    </section>
  );
}
