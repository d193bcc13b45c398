import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { integerOption, numberOption, runCommand } from '@walkout/contracts/command';
import { judge } from './judge.ts';
import { resultOf, soakPage } from './report.ts';
import { runSoak } from './run-soak.ts';

await runCommand({
  name: 'npm run soak --',
  about:
    'A long day in a simulated store over real processes and mosquitto, many times faster than real: does anything grow or slow down?\n' +
    'The services live in the store\'s time, timers included; sockets, disks and garbage collection keep their own pace.\n' +
    'Exit status 1: a bar does not hold.',
  options: {
    'warm-up': { value: 'H', about: 'hours before the day, from 09:00, that are not judged for growth and slowness', fallback: '24' },
    hours: { value: 'H', about: 'length of the day; the store is closed from 21:00 to 07:00', fallback: '24' },
    speed: { value: 'S', about: 'store seconds that go by in one', fallback: '30' },
    shoppers: { value: 'N', about: 'shoppers an hour', fallback: '40' },
    seed: { value: 'N', about: 'the same seed, the same day', fallback: '1' },
    json: { about: 'print one JSON object on stdout and nothing else' },
    out: { value: 'DIR', about: 'write report.html, result.json and samples.json there' },
  },
  async run({ json, out, ...given }) {
    const options = {
      warmUpHours: numberOption('warm-up', given['warm-up'], { minimum: 0 }), hours: numberOption('hours', given.hours, { minimum: 0.1 }),
      speed: numberOption('speed', given.speed, { minimum: 1, maximum: 100 }),
      shoppersAnHour: numberOption('shoppers', given.shoppers, { minimum: 1, maximum: 200 }), seed: integerOption('seed', given.seed, { minimum: 0 }),
    };
    const seen = await runSoak({ ...options, say: (sentence) => void process.stderr.write(`${sentence}\n`) });
    const judgements = judge(seen);
    const result = resultOf(options, seen, judgements);
    if (out !== undefined) {
      await mkdir(out, { recursive: true });
      await writeFile(join(out, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
      await writeFile(join(out, 'samples.json'), `${JSON.stringify({ samples: seen.samples, carts: seen.carts, receipts: seen.receipts })}\n`);
      await writeFile(join(out, 'report.html'), soakPage(result, seen));
    }
    const sentences = judgements.map(({ what, holds, figures }) => `${holds ? 'holds' : 'FAILS'}  ${what}: ${figures}\n`);
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : sentences.join(''));
    if (judgements.some(({ holds }) => !holds)) process.exitCode = 1;
  },
});
