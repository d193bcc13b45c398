import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { listModels } from '@walkout/models';

/** The machine a figure was measured on. */
export const describeMachine = (): { cores: number; cpu: string } => ({
  cores: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
});

/** The commit, with `+` where files were changed since; empty outside a git checkout. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return '';
  }
}

/** What was measured: code and models. */
export function describeVersions(): { code: string; models: Record<string, string> } {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const models = listModels().map((model) => [model.name, `${model.version} ${model.sha256.slice(0, 8)}`] as const);
  return { code: `${version} ${commit()}`.trim(), models: Object.fromEntries(models) };
}
