import './people.css';
import { Printer } from 'lucide';
import { formatDateTime } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.tsx';
import { VisitBadge } from '../../shared/visit-badge.tsx';
import { nearestPlace } from '../map/nearest-place.ts';
import { StoreMap } from '../map/store-map.tsx';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';

/** For an emergency: how many people are in the store and where, large, and on paper with one tap. */
export default function PeoplePage() {
  const { board, plan, ordinals, link } = useTablet();
  const { positions = [], capturedAt } = board?.positions ?? {};
  const staff = positions.filter((person) => person.staff === true).length;
  return (
    <Page title="People present" class="people-page" actions={(
      <button type="button" class="button quiet with-icon" onClick={() => window.print()}><Icon icon={Printer} size={20} /> Print</button>
    )}>
      <div class="page-body people" role="region" aria-labelledby="page-title" tabIndex={0}>
        <section class="panel people-count" aria-label="How many people are in the store">
          <p class="people-number number">{positions.length}</p>
          <p class="people-words">{positions.length === 1 ? 'person in the store' : 'people in the store'}</p>
          <p class="soft">{positions.length - staff} shoppers, {staff} staff</p>
          <p class={link === 'live' ? 'soft' : 'people-old'}>
            {capturedAt === undefined ? 'The sensors have not spoken yet: count by eye.' : `As of ${formatDateTime(capturedAt)}${link === 'live' ? '' : '. No connection: count by eye.'}`}
          </p>
        </section>
        <section class="panel people-map" aria-label="Where they are">
          {plan && <StoreMap plan={plan} positions={positions} ordinals={ordinals} selected={undefined} offline={new Set()} />}
        </section>
        <section class="panel people-list" aria-labelledby="people-list-heading">
          <h2 id="people-list-heading">Who is where</h2>
          {positions.length === 0 ? <p class="empty">The sensors see nobody.</p> : (
            <ul>
              {positions.map(({ person, visit, staff: isStaff, position }) => {
                const ordinal = visit === undefined ? undefined : ordinals.get(visit);
                const name = isStaff ? 'Staff' : ordinal === undefined ? 'Somebody' : `Shopper ${ordinal}`;
                return (
                  <li key={person}>
                    {ordinal === undefined ? <span class="visit-badge visit-stranger" aria-hidden="true">{isStaff ? 'S' : '?'}</span> : <VisitBadge ordinal={ordinal} />}
                    <span class="people-name">{name}</span>
                    <span class="soft">{plan && nearestPlace(plan, position)}</span>
                  </li>
                );
              })}
            </ul>
          )}
        </section>
      </div>
    </Page>
  );
}
