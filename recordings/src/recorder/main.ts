import { runCommand, integerOption } from '@walkout/contracts/command';
import { contractError } from '@walkout/contracts';
import { findDemo } from '../simulator/find-demo.ts';
import { demoLayout } from '../simulator/store/demo-layout.ts';
import { recordSimulation } from './record-simulation.ts';

async function recordDemo(seed: number, out: string): Promise<void> {
  const demo = findDemo(demoLayout(), seed);
  const { seconds, picks, returns } = demo.figures;
  process.stderr.write(`seed ${seed}: four shoppers, ${picks} picks, ${returns} put-backs, ${Math.round(seconds)} s; rendering four cameras\n`);
  const began = performance.now();
  await recordSimulation(demo, {
    out,
    onSecond(second) {
      if (second % 5 === 0) process.stderr.write(`rendered ${second} s in ${Math.round((performance.now() - began) / 1000)} s\n`);
    },
  });
}

await runCommand({
  name: 'npm run record --',
  about: 'Records a store: what is said on its MQTT broker, or with "demo" a simulated one with its videos.',
  positionals: ['[demo]'],
  options: {
    out: { about: 'folder for the recording', value: 'DIR', required: true },
    seed: { about: 'demo: which one', value: 'N', fallback: '1' },
  },
  async run(options, [what]) {
    if (what === 'demo') await recordDemo(integerOption('seed', options.seed, { minimum: 0 }), options.out);
    else throw contractError('USAGE', `"${what}" cannot be recorded`);
  },
});
