import type { EpochMs } from '@walkout/contracts';
import { isRunning } from '../../core/receipts/promotion.ts';
import type { Promotion } from '../../core/receipts/promotion.ts';
import type { Database } from './open-database.ts';

/** What the store takes off. */
export function promotionTable(database: Database) {
  const all = database.prepare('SELECT body FROM promotions ORDER BY promotion').pluck();
  const put = database.prepare(`INSERT INTO promotions (promotion, body) VALUES (:promotion, :body)
    ON CONFLICT (promotion) DO UPDATE SET body = :body`);
  const remove = database.prepare('DELETE FROM promotions WHERE promotion = ?');
  const list = (): Promotion[] => all.all().map((body) => JSON.parse(body as string) as Promotion);
  return {
    list,
    runningAt: (at: EpochMs): Promotion[] => list().filter((promotion) => isRunning(promotion, at)),
    put: (promotion: Promotion): void => void put.run({ promotion: promotion.promotion, body: JSON.stringify(promotion) }),
    /** False when there was none. */
    remove: (promotion: string): boolean => remove.run(promotion).changes > 0,
  };
}
export type PromotionTable = ReturnType<typeof promotionTable>;
