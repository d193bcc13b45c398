import type { EpochMs } from '@walkout/contracts';
import type { Payer } from '../../core/payments/payment.ts';
import type { Database } from './open-database.ts';

/** Somebody who may come in by a code. */
export interface Shopper extends Payer {
  readonly shopper: string;
  readonly name: string;
  /** Comes in as staff: pays nothing. */
  readonly staff: boolean;
  /** Links of an earlier version open nothing. */
  readonly linkVersion: number;
}
type ShopperRow = Omit<Shopper, 'staff'> & { readonly staff: 0 | 1 };

const SELECT = 'SELECT shopper, name, provider, source, staff, link_version AS linkVersion FROM shoppers';
const toShopper = (row: ShopperRow): Shopper => ({ ...row, staff: row.staff === 1 });

/** Shoppers with a page of their own. */
export function shopperTable(database: Database) {
  const byId = database.prepare(`${SELECT} WHERE shopper = ?`);
  const all = database.prepare(`${SELECT} ORDER BY name, shopper LIMIT ?`);
  const add = database.prepare(`INSERT INTO shoppers (shopper, name, provider, source, staff, added_at)
    VALUES (:shopper, :name, :provider, :source, :staff, :addedAt)`);
  const renew = database.prepare('UPDATE shoppers SET link_version = link_version + 1 WHERE shopper = ?');
  const visits = database.prepare(`SELECT admissions.visit FROM admissions JOIN visits ON visits.visit = admissions.visit
    WHERE shopper = ? ORDER BY visits.ordinal DESC LIMIT ?`).pluck();
  return {
    find(shopper: string): Shopper | undefined {
      const row = byId.get(shopper) as ShopperRow | undefined;
      return row && toShopper(row);
    },
    list: (limit: number): Shopper[] => (all.all(limit) as ShopperRow[]).map(toShopper),
    add: ({ staff, ...shopper }: Omit<Shopper, 'linkVersion'> & { readonly addedAt: EpochMs }): void =>
      void add.run({ ...shopper, staff: staff ? 1 : 0 }),
    /** Makes every link that was given out useless. */
    renewLink: (shopper: string): void => void renew.run(shopper),
    /** The visits of a shopper, newest first. */
    visitsOf: (shopper: string, limit: number): string[] => visits.all(shopper, limit) as string[],
  };
}
export type ShopperTable = ReturnType<typeof shopperTable>;
