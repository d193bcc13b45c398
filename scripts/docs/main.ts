import { writeFile } from 'node:fs/promises';
import { runCommand } from '@walkout/contracts/command';
import { errorsPage } from './errors-page.ts';

await runCommand({
  name: 'npm run docs',
  about: 'Writes the pages of docs/ that come from code: errors.md.',
  options: {},
  run: () => writeFile(new URL('../../docs/errors.md', import.meta.url), errorsPage()),
});
