import type { EpochMs, Positions } from '@walkout/contracts';
import { shownAttention, watchAttention } from '../../core/gate/attention.ts';
import type { AttentionItem, UncollectedReceipt, VisitAtGate } from '../../core/gate/attention.ts';
import type { AdmissionTable } from '../database/admission-table.ts';
import type { Database } from '../database/open-database.ts';

const MOST = 500;

/** Compares who was let in with who is there, whenever somebody asks. */
export function createAttentionWatch(database: Database, admissions: AdmissionTable) {
  // A visit that nobody was let in for by a scan had its credential, if any, at the passage itself.
  const open = database.prepare(`SELECT visits.visit, ordinal, opened_at AS openedAt, coalesce(admissions.people, 1) AS admitted,
      (SELECT count(*) FROM passages WHERE passages.visit = visits.visit) AS entered, admissions.shopper AS shopper,
      EXISTS (SELECT 1 FROM payments WHERE payments.visit = visits.visit) AS hasPayer
    FROM visits LEFT JOIN admissions ON admissions.visit = visits.visit
    WHERE visits.state = 'open' AND opened_at IS NOT NULL ORDER BY ordinal LIMIT ${MOST}`);
  const ordinalOf = database.prepare('SELECT ordinal FROM visits WHERE visit = ?').pluck();
  const uncollected = database.prepare(`SELECT receipt, number, receipts.visit, closed_at AS closedAt,
      coalesce((SELECT trouble FROM payments WHERE payments.visit = receipts.visit AND trouble IS NOT NULL ORDER BY rowid DESC LIMIT 1),
        'the money is not there') AS trouble
    FROM receipts WHERE refund_of IS NULL AND total > 0
      AND visit IN (SELECT visit FROM payments WHERE state IN ('declined', 'failed'))
      AND total > (SELECT coalesce(sum(charge), 0) FROM payments
        WHERE payments.visit = receipts.visit AND state IN ('authorising', 'authorised', 'captured'))
    ORDER BY number DESC LIMIT ${MOST}`);
  let watched: readonly AttentionItem[] = [];

  const visitsAtGate = (): VisitAtGate[] => (open.all() as (Omit<VisitAtGate, 'alsoInside' | 'hasPayer'> & { shopper: string | null; hasPayer: 0 | 1 })[])
    .map(({ shopper, hasPayer, ...visit }) => ({
      ...visit,
      hasPayer: hasPayer === 1,
      alsoInside: shopper === null ? [] : admissions.openVisitsOfSameShopper(visit.visit).map((other) => ordinalOf.get(other) as number),
    }));
  return {
    /** @param now by the sensors' clock */
    look(positions: Positions | undefined, now: EpochMs): AttentionItem[] {
      watched = watchAttention({ visits: visitsAtGate(), uncollected: uncollected.all() as UncollectedReceipt[], positions }, watched);
      return shownAttention(watched, now);
    },
  };
}
export type AttentionWatch = ReturnType<typeof createAttentionWatch>;
