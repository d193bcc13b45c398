import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractError } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { describeMachine, describeVersions } from './describe-run.ts';
import { figuresText } from './report/figures-text.ts';
import { reportPage } from './report/report-page.ts';
import type { Suite } from './suite.ts';
import { SUITES } from './suites.ts';

function suiteOption(name: string): Suite {
  if (name in SUITES) return SUITES[name as keyof typeof SUITES];
  throw contractError('USAGE', `"${name}" is none of the suites ${Object.keys(SUITES).join(', ')}`);
}

await runCommand({
  name: 'npm run bench --',
  about: ['Measures, and prints the figures. SUITE is one of', ...Object.entries(SUITES).map(([name, { about }]) => `  ${name.padEnd(11)}${about}`)].join('\n'),
  positionals: ['SUITE'],
  options: {
    data: { value: 'PATH', about: 'what to measure on' },
    gt: { value: 'FILE', about: 'mot: the truth, MOT text' },
    tracks: { value: 'FILE', about: "mot: a tracker's output, MOT text" },
    suite: { value: 'NAME', about: 'scenarios: one suite of them' },
    baseline: { about: "scenarios: beside ours the method of the AutoCheckout competition's winner" },
    case: { value: 'NAME', about: 'scenarios: one store, told moment by moment' },
    images: { value: 'N', about: 'models: frames in each look', fallback: '100' },
    frames: { value: 'N', about: 'real: most frames, spread over the video', fallback: '200' },
    streams: { value: 'N', about: 'edge: how many streams (without it: the most that hold)' },
    fps: { value: 'F', about: 'edge, fusion-load: frames a second of each stream', fallback: '10' },
    seconds: { value: 'T', about: 'edge, fusion-load: how long to measure', fallback: '20' },
    cameras: { value: 'C', about: 'fusion-load: cameras of the hall', fallback: '12' },
    shoppers: { value: 'S', about: 'fusion-load: shoppers in it' },
    offline: { about: 'fusion-load: the core alone, as fast as it goes' },
    doubling: { about: 'fusion-load: the core alone, against twice the shoppers on twice the floor' },
    visits: { value: 'N', about: 'store-load: how many shoppers come', fallback: '4000' },
    rate: { value: 'R', about: 'store-load: shoppers a second', fallback: '200' },
    seed: { value: 'N', about: 'for whatever is drawn', fallback: '1' },
    json: { about: 'print one JSON object on stdout and nothing else' },
    out: { value: 'DIR', about: 'write report.html and result.json there' },
  },
  async run(options, [name = '']) {
    const suite = suiteOption(name);
    for (const option of suite.needs) if (options[option] === undefined) throw contractError('USAGE', `${name} needs --${option}`);
    const seed = integerOption('seed', options.seed, { minimum: 0 });
    const startedAt = performance.now();
    const { data, gt, tracks, suite: scenarios, case: only, baseline } = options;
    const count = (option: 'images' | 'frames' | 'fps' | 'seconds' | 'cameras' | 'visits' | 'rate') => integerOption(option, options[option], { minimum: 1 });
    const streams = options.streams === undefined ? undefined : integerOption('streams', options.streams, { minimum: 1, maximum: 200 });
    const numbers = { images: count('images'), frames: count('frames'), fps: count('fps'), seconds: count('seconds'), cameras: count('cameras'), visits: count('visits'), rate: count('rate'), streams };
    const shoppers = options.shoppers === undefined ? undefined : integerOption('shoppers', options.shoppers, { minimum: 1 });
    const outcome = await suite.run({ seed, data, gt, tracks, suite: scenarios, only, baseline, ...numbers, shoppers, offline: options.offline, doubling: options.doubling, say: (text) => void process.stderr.write(`${text}\n`) });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    const result = { suite: name, seed, machine: describeMachine(), versions: describeVersions(), seconds, ...outcome.figures };
    if (options.out !== undefined) {
      await mkdir(options.out, { recursive: true });
      await writeFile(join(options.out, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
      await writeFile(join(options.out, 'report.html'), reportPage(result, outcome));
    }
    process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : figuresText(result));
  },
});
