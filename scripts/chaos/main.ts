import { writeFile } from 'node:fs/promises';
import { contractError } from '@walkout/contracts';
import { integerOption, numberOption, runCommand } from '@walkout/contracts/command';
import { STORES } from './day.ts';
import type { StoreName } from './day.ts';
import { runChaos } from './run-chaos.ts';
import type { ChaosReport } from './run-chaos.ts';

/** What `docs/operations.md` promises. */
const BACK_WITHIN_MS = 5_000;
const NOTICED_WITHIN_MS = 3_000;

function summaryOf(reports: readonly ChaosReport[]) {
  const faults = reports.flatMap((report) => report.faults);
  const toBeNoticed = faults.filter(({ isToBeNoticed }) => isToBeNoticed);
  const most = (values: readonly (number | undefined)[]) => Math.round(Math.max(0, ...values.flatMap((value) => value ?? [])));
  return {
    faults: faults.length,
    visits: reports.reduce((sum, { visits }) => sum + visits, 0),
    inReview: reports.reduce((sum, { inReview }) => sum + inReview, 0),
    wrongWithoutReview: reports.reduce((sum, report) => sum + report.differences.length, 0),
    slowestBackMs: most(faults.map(({ backAfter }) => backAfter)),
    backTooLate: faults.filter(({ backAfter = 0 }) => backAfter > BACK_WITHIN_MS).length,
    slowestSilenceNoticedMs: most(toBeNoticed.map(({ noticedAfter }) => noticedAfter)),
    noticedTooLate: toBeNoticed.filter(({ noticedAfter = Infinity }) => noticedAfter > NOTICED_WITHIN_MS).length,
    noticed: Object.fromEntries([...new Set(faults.map(({ name }) => name))].sort().map((name) => {
      const ofKind = faults.filter((fault) => fault.name === name);
      const times = ofKind.flatMap(({ noticedAfter }) => noticedAfter ?? []);
      return [name, times.length === 0 ? `0 of ${ofKind.length}` : `${times.length} of ${ofKind.length}, within ${most(times)} ms`];
    })),
  };
}

function storeOption(name: string): StoreName {
  if (!(name in STORES)) throw contractError('USAGE', `--store ${name}: neither ${Object.keys(STORES).join(' nor ')}`);
  return name as StoreName;
}

await runCommand({
  name: 'npm run chaos --',
  about: 'A simulated store over real processes and mosquitto, with faults alone and mixed, against the same day without them.',
  options: {
    store: { value: 'demo|large', about: 'the demo store with its four cameras, or a simulated one of twenty, another for each seed', fallback: 'demo' },
    seed: { value: 'N', about: 'first seed; the same seed, the same day and faults', fallback: '1' },
    runs: { value: 'N', about: 'so many seeds, one after another', fallback: '1' },
    faults: { value: 'N', about: 'faults a run', fallback: '20' },
    minutes: { value: 'M', about: 'longest day', fallback: '1.5' },
    out: { value: 'FILE', about: 'write the whole report there, JSON' },
  },
  async run(options) {
    const store = storeOption(options.store);
    const minutes = numberOption('minutes', options.minutes, { minimum: 0.25, maximum: 60 });
    const [seed, runs, faults] = [integerOption('seed', options.seed, { minimum: 0 }), integerOption('runs', options.runs, { minimum: 1 }), integerOption('faults', options.faults, { minimum: 0 })];
    const reports: ChaosReport[] = [];
    for (let run = 0; run < runs; run++) {
      process.stderr.write(`seed ${seed + run}\n`);
      const report = await runChaos({ store, seed: seed + run, seconds: minutes * 60, faults, say: (sentence) => process.stderr.write(`  ${sentence}\n`) });
      reports.push(report);
      for (const difference of report.differences) process.stderr.write(`  DIFFERENT: ${difference}\n`);
      process.stderr.write(`  ${report.visits} visits, ${report.inReview} in review, ${report.differences.length} wrong without review, ${report.seconds} s\n`);
    }
    const summary = summaryOf(reports);
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify({ summary, reports }, null, 2)}\n`);
    process.exitCode = summary.wrongWithoutReview + summary.backTooLate + summary.noticedTooLate === 0 ? 0 : 1;
  },
});
