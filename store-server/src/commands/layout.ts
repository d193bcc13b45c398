import { runCommand } from '@walkout/contracts/command';
import { storeServerError } from '../errors.ts';
import { auditLog } from '../io/access/audit-log.ts';
import { createLayoutBook } from '../io/set-up/layout-book.ts';
import { databaseOption, withDatabase } from './database-option.ts';

/** `npm run store-server -- layout`: the layout that holds, for fusion and the edge nodes. */
export const layout = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- layout',
  about: 'Prints the layout that holds, as store.json for fusion and the edge nodes.',
  options: databaseOption,
  run: ({ database: file }) => withDatabase(file, (database) => {
    const book = createLayoutBook({ database, audit: auditLog(database, Date.now), clock: Date.now });
    if (book.list(1).length === 0) throw storeServerError('LAYOUT_UNKNOWN', 'the server has not been started with this database yet');
    process.stdout.write(`${JSON.stringify(book.current().layout, null, 2)}\n`);
  }),
}, [...argv]);
