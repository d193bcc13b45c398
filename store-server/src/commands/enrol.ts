import { runCommand } from '@walkout/contracts/command';
import { createDoor } from '../io/access/door.ts';
import { enrolmentPath } from '../io/access/enrolment-path.ts';
import { createOffice } from '../io/access/office.ts';
import { databaseOption, withDatabase } from './database-option.ts';

/** `npm run store-server -- enrol`: for whoever may read the database, a way in. */
export const enrol = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- enrol',
  about: 'Prints a one-time link that enrols a tablet and signs the first manager in on it. It holds for an hour.',
  options: { ...databaseOption, url: { value: 'URL', fallback: 'http://127.0.0.1:8080', about: 'where browsers reach the server' } },
  run: ({ database: file, url }) => withDatabase(file, (database) => {
    const door = createDoor(database, Date.now);
    process.stdout.write(`${new URL(enrolmentPath({ door, office: createOffice(database, door, Date.now) }), url).href}\n`);
  }),
}, [...argv]);
