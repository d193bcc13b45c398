import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES_FILE } from '@walkout/contracts';
import { runCommand } from '@walkout/contracts/command';
import { shelfEventTable } from '../io/database/shelf-event-table.ts';
import { exampleTable } from '../io/evidence/example-table.ts';
import { createLayoutBook } from '../io/set-up/layout-book.ts';
import { createDoor } from '../io/access/door.ts';
import { databaseOption, withDatabase } from './database-option.ts';

/** `npm run store-server -- export-examples`: what people decided in reviews, for whoever trains and measures. */
export const exportExamples = (argv: readonly string[]): Promise<void> => runCommand({
  name: 'npm run store-server -- export-examples',
  about: `Writes every decision of a review with what the store knew then, one JSON object a line, to ${EXAMPLES_FILE} (schema: contracts, ReviewExample).`,
  options: { ...databaseOption, out: { value: 'DIR', required: true, about: 'folder for the file' } },
  run: ({ database: file, out }) => withDatabase(file, (database) => {
    const { store } = createLayoutBook({ database, audit: createDoor(database, Date.now).audit, clock: Date.now }).current().layout;
    const examples = exampleTable(database, { shelfEvents: shelfEventTable(database), store });
    examples.keepUp();
    const lines = [...examples.all()].map((example) => `${JSON.stringify(example)}\n`);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, EXAMPLES_FILE), lines.join(''));
    process.stdout.write(`${lines.length} examples in ${join(out, EXAMPLES_FILE)}\n`);
  }),
}, [...argv]);
