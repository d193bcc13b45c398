import { runCommand } from '@walkout/contracts/command';
import { auditLog } from '../io/access/audit-log.ts';
import { forgetShopper } from '../io/privacy/forget-shopper.ts';
import { databaseOption, withDatabase } from './database-option.ts';

/** `npm run store-server -- forget`: deletes what is kept of a shopper. */
export const forget = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- forget',
  about: 'Forgets a shopper: name, links, credentials, carts, evidence. Receipts and payments stay, as the law on books requires, and lead to nobody.',
  options: { ...databaseOption, shopper: { value: 'ID', required: true, about: 'whom' } },
  run: ({ database: file, shopper }) => withDatabase(file, (database) => {
    const { visits, receiptsKept } = forgetShopper(database, shopper, auditLog(database, Date.now));
    process.stdout.write(`forgotten: ${visits} visits; ${receiptsKept} receipts stay without a name\n`);
  }),
}, [...argv]);
