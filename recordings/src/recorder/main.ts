import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { contractError, readLayout } from '@walkout/contracts';
import type { StoreLayout } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { findDemo } from '../simulator/find-demo.ts';
import { demoLayout } from '../simulator/store/demo-layout.ts';
import { randomLayout } from '../simulator/store/random-layout.ts';
import { recordBus } from './record-bus.ts';
import { recordSimulation } from './record-simulation.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

async function recordSimulated(layout: StoreLayout, { seed, out, tracks }: { seed: number; out: string; tracks: boolean }): Promise<void> {
  const demo = findDemo(layout, seed);
  const { seconds, picks, returns } = demo.figures;
  say(`seed ${seed}: four shoppers, ${picks} picks, ${returns} put-backs, ${Math.round(seconds)} s`);
  const began = performance.now();
  await recordSimulation(demo, {
    out,
    cameras: tracks ? 'tracks' : 'videos',
    onSecond(second) {
      if (second % 5 === 0) say(`recorded ${second} s in ${Math.round((performance.now() - began) / 1000)} s`);
    },
  });
}

async function recordStore(layoutFile: string, { url, out }: { url: string; out: string }): Promise<void> {
  const text = await readFile(layoutFile, 'utf8').catch(() => {
    throw contractError('LAYOUT_MALFORMED', `${layoutFile} cannot be read`);
  });
  const recording = await recordBus(readLayout(text, layoutFile), { url, out });
  say('recording; Ctrl-C ends it');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const { startedAt, endedAt } = await recording.stop();
  say(`${recording.count} messages, ${Math.round((endedAt - startedAt) / 1000)} s`);
}

await runCommand({
  name: 'npm run record --',
  about: [
    "Records what is said on a store's MQTT broker; or a simulated store, with its videos and the truth:",
    '"demo" the store of the demo recording, "random" another store for each seed.',
  ].join('\n'),
  positionals: ['[demo|random]'],
  options: {
    out: { about: 'folder for the recording', value: 'DIR', required: true },
    broker: { about: 'address of the broker', value: 'URL', fallback: 'mqtt://127.0.0.1:1883' },
    layout: { about: 'store.json of the store on the broker', value: 'FILE' },
    seed: { about: 'of what happens in a simulated store, and of a random one', value: 'N', fallback: '1' },
    tracks: { about: 'joints as a pose net would report them instead of videos' },
  },
  async run({ out, broker, layout, seed, tracks }, [what]) {
    const number = integerOption('seed', seed, { minimum: 0 });
    if (what === 'demo') await recordSimulated(demoLayout(), { seed: number, out, tracks });
    else if (what === 'random') await recordSimulated(randomLayout(number), { seed: number, out, tracks });
    else if (what !== undefined) throw contractError('USAGE', `"${what}" cannot be recorded`);
    else if (layout === undefined) throw contractError('USAGE', '--layout FILE is missing');
    else await recordStore(layout, { url: broker, out });
  },
});
