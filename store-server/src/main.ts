import { audit } from './commands/audit.ts';
import { backup } from './commands/backup.ts';
import { exportExamples } from './commands/export-examples.ts';
import { enrol } from './commands/enrol.ts';
import { forget } from './commands/forget.ts';
import { layout } from './commands/layout.ts';
import { serve } from './commands/serve.ts';

/** What is done beside the server, by its name on the command line: npm run store-server -- NAME [options]. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  audit, backup, enrol, 'export-examples': exportExamples, forget, layout,
};

const [name = '', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
await (command === undefined ? serve(process.argv.slice(2), `Further commands: ${Object.keys(COMMANDS).join(', ')}; each has its own --help.`) : command(rest));
