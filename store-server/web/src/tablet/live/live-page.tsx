import './live.css';
import { useState } from 'preact/hooks';
import type { SensorView } from '../../../../src/core/views.ts';
import { StoreMap } from '../map/store-map.tsx';
import { ReceiptList } from '../receipts/receipt-list.tsx';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { AttentionList } from './attention-list.tsx';
import { HealthStrip } from './health-strip.tsx';
import { VisitList } from './visit-list.tsx';

/** What staff keep an eye on: who is where, what they hold, what was charged, and whether the sensors work. */
export default function LivePage() {
  const { board, plan, ordinals, now, money } = useTablet();
  const [selected, setSelected] = useState<string>();
  return (
    <Page title="Live">
      <div class="live">
        <section class="panel map-panel" aria-label="Store map">
          {plan && (
            <StoreMap plan={plan} positions={board?.positions?.positions ?? []} ordinals={ordinals} selected={selected}
              offline={offlineCameras(board?.health.sensors ?? [])} />
          )}
          <AttentionList />
        </section>
        <HealthStrip health={board?.health} />
        <VisitList visits={board?.visits} now={now} money={money}
          selected={selected} onSelect={(visit) => setSelected(visit === selected ? undefined : visit)} />
        <ReceiptList receipts={board?.receipts} />
      </div>
    </Page>
  );
}

const offlineCameras = (sensors: readonly SensorView[]): ReadonlySet<string> =>
  new Set(sensors.filter(({ kind, status }) => kind === 'camera' && status?.state === 'offline').map(({ id }) => id));
