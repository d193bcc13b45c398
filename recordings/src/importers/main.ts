import { contractError } from '@walkout/contracts';
import { runCommand } from '@walkout/contracts/command';
import { importNanostore } from './nanostore/import-nanostore.ts';

const IMPORTERS = { nanostore: importNanostore } as const;

await runCommand({
  name: 'npm run import --',
  about: `Turns somebody else's files into a recording. KIND is one of: ${Object.keys(IMPORTERS).join(', ')}.`,
  positionals: ['KIND', 'SOURCE', 'OUT'],
  options: {},
  async run(_options, [kind = '', source = '', out = '']) {
    if (!Object.hasOwn(IMPORTERS, kind)) throw contractError('USAGE', `no importer "${kind}"`);
    await IMPORTERS[kind as keyof typeof IMPORTERS](source, out, { say: (what) => process.stderr.write(`${what}\n`) });
    process.stderr.write(`recording in ${out}\n`);
  },
});
