import { contractError } from '@walkout/contracts';
import { runCommand } from '@walkout/contracts/command';
import { listModels, resolveModel } from './index.ts';
import type { ModelEntry } from './index.ts';

const describe = ({ name, version, task, licence, input, source }: ModelEntry): string =>
  `${name} ${version}  ${task}  ${input.width}x${input.height}  ${licence}  ${Object.values(source)[0]}`;

async function verify(entries: readonly ModelEntry[]): Promise<void> {
  for (const { name } of entries) {
    const { path, entry } = await resolveModel(name);
    process.stdout.write(`${name} ${entry.version}  ${path}  SHA-256 right\n`);
  }
}

async function run(action: string | undefined, name: string | undefined): Promise<void> {
  if (action === 'list') process.stdout.write(listModels().map((entry) => `${describe(entry)}\n`).join(''));
  else if (action === 'pull' && name !== undefined) process.stdout.write(`${(await resolveModel(name)).path}\n`);
  else if (action === 'pull') throw contractError('USAGE', 'pull needs the NAME of a model');
  else if (action === 'verify') await verify(listModels().filter(({ source }) => 'file' in source));
  else throw contractError('USAGE', `${action}: neither list, pull nor verify`);
}

await runCommand({
  name: 'npm run models --',
  about: 'list: the models of the manifest. pull NAME: where its file is, fetched if need be. verify: checks our own weights.',
  positionals: ['list|pull|verify', '[NAME]'],
  options: {},
  run: (_, [action, name]) => run(action, name),
});
