import { audit } from './commands/audit.ts';
import { exportExamples } from './commands/export-examples.ts';
import { enrol } from './commands/enrol.ts';
import { serve } from './commands/serve.ts';

/** What is done beside the server, by its name on the command line: npm run store-server -- NAME [options]. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = { enrol, audit, 'export-examples': exportExamples };

const [name = '', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
await (command === undefined ? serve(process.argv.slice(2), `Further commands: ${Object.keys(COMMANDS).join(', ')}; each has its own --help.`) : command(rest));
