import { runCommand } from '@walkout/contracts/command';
import { backUp } from '../io/database/back-up.ts';
import { databaseOption, withDatabase } from './database-option.ts';

/** `npm run store-server -- backup`: a copy of the database, while the server runs. */
export const backup = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- backup',
  about: 'Copies the database, also of a server that runs, to a file. To restore it: stop the server, put the file where the database was, start.',
  options: { ...databaseOption, to: { value: 'FILE', required: true, about: 'an older copy there is replaced when the new one is whole' } },
  run: ({ database: file, to }) => withDatabase(file, async (database) => {
    await backUp(database, to);
    process.stdout.write(`${to} is whole\n`);
  }),
}, [...argv]);
