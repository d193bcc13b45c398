import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StorePlan } from '../../../src/core/views.ts';
import { moneyFormat } from '../shared/format.ts';
import { request } from '../shared/request.ts';
import { ConnectionState } from './connection-state.tsx';
import { HealthStrip } from './health-strip.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { StoreMap } from './store-map.tsx';
import { useBoard } from './use-board.ts';
import { VisitList } from './visit-list.tsx';

/** The plan hardly ever changes; it is read anew whenever the connection has come back. */
function usePlan(link: string): StorePlan | undefined {
  const [plan, setPlan] = useState<StorePlan>();
  useEffect(() => {
    if (link === 'lost') return;
    request<StorePlan>('/api/store').then(setPlan, () => {});
  }, [link]);
  return plan;
}

/** What staff keep an eye on: who is where, what they hold, what was charged, and whether the sensors work. */
export function TabletPage() {
  const { board, link } = useBoard();
  const plan = usePlan(link);
  const [selected, setSelected] = useState<string>();
  const money = useMemo(() => moneyFormat(plan?.currency ?? 'EUR'), [plan?.currency]);
  useEffect(() => {
    if (plan !== undefined) document.title = `${plan.name} · Walkout`;
  }, [plan?.name]);

  const ordinals = new Map(board?.visits.map(({ visit, ordinal }) => [visit, ordinal]));
  return (
    <div class="tablet">
      <header class="bar">
        <h1>{plan?.name ?? '\u00a0'}</h1>
        <ConnectionState link={link} />
      </header>
      <main class="floor">
        <section class="panel map-panel" aria-label="Store map">
          {plan && (
            <StoreMap plan={plan} positions={board?.positions?.positions ?? []} ordinals={ordinals} selected={selected}
              offline={offlineCameras(board?.health.sensors ?? [])} />
          )}
        </section>
        <HealthStrip health={board?.health} />
        <VisitList visits={board?.visits} plan={plan} now={board?.positions?.capturedAt} money={money}
          selected={selected} onSelect={(visit) => setSelected(visit === selected ? undefined : visit)} />
        <ReceiptList receipts={board?.receipts} money={money} />
      </main>
    </div>
  );
}

const offlineCameras = (sensors: readonly { kind: string; id: string; status?: { state: string } }[]): ReadonlySet<string> =>
  new Set(sensors.filter(({ kind, status }) => kind === 'camera' && status?.state === 'offline').map(({ id }) => id));
