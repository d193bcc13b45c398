import { runCommand } from '@walkout/contracts/command';
import { storeServerError } from '../errors.ts';
import { auditLog } from '../io/access/audit-log.ts';
import { databaseOption, withDatabase } from './database-option.ts';

const EVERYTHING = -1;

/** `npm run store-server -- audit`: the log for a person or a program to read, after its seals have been checked. */
export const audit = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- audit',
  about: 'Checks the seals of the audit log, then prints it as JSON lines, oldest first. Ends with status 2 when a seal is broken.',
  options: databaseOption,
  run: ({ database: file }) => withDatabase(file, (database) => {
    const log = auditLog(database, Date.now);
    for (const entry of log.list({ limit: EVERYTHING }).reverse()) process.stdout.write(`${JSON.stringify(entry)}\n`);
    const broken = log.firstBroken();
    if (broken !== undefined) throw storeServerError('AUDIT_BROKEN', `from entry ${broken} on`);
  }),
}, [...argv]);
