import { mkdir, writeFile } from 'node:fs/promises';
import { runCommand } from '@walkout/contracts/command';
import { alertRules } from './alert-files.ts';
import { brokerFiles } from './broker-files.ts';
import { configurationPage } from './configuration-page.ts';
import { errorsPage } from './errors-page.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

await runCommand({
  name: 'npm run docs',
  about: 'Writes what comes from code: docs/errors.md, docs/configuration.md, deploy/mosquitto and the alerts of deploy/prometheus.',
  options: {},
  async run() {
    await writeFile(at('docs/errors.md'), errorsPage());
    await writeFile(at('docs/configuration.md'), configurationPage());
    await writeFile(at('deploy/prometheus/alerts.yml'), alertRules());
    await mkdir(at('deploy/mosquitto'), { recursive: true });
    for (const [path, text] of Object.entries(brokerFiles())) await writeFile(at(path), text);
  },
});
