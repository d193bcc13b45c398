import { integerOption, runCommand } from '@walkout/contracts/command';
import { parserDoors } from './doors.ts';
import { httpDoor } from './http-door.ts';
import { runFuzz } from './run-fuzz.ts';

await runCommand({
  name: 'npm run fuzz --',
  about: 'Sends random and damaged inputs through every schema, parser, importer and route: nothing may crash, hang for a second, or hold on to memory.',
  options: {
    inputs: { value: 'N', about: 'over all doors', fallback: '1000000' },
    seed: { value: 'N', about: 'the same seed, the same inputs', fallback: '1' },
    door: { value: 'NAME', about: 'this one alone' },
  },
  async run(options) {
    const inputs = integerOption('inputs', options.inputs, { minimum: 1 });
    const doors = [...parserDoors(), await httpDoor()].filter(({ name }) => options.door === undefined || name === options.door);
    const reports = await runFuzz(doors, {
      inputs, seed: integerOption('seed', options.seed, { minimum: 0 }),
      say({ door, inputs: count, refused, seconds, slowestMs, grownMb, findings }) {
        process.stdout.write(`${door}: ${count} inputs, ${refused} refused, slowest ${slowestMs} ms, ${grownMb} MB more, ${seconds} s\n`);
        for (const finding of findings) process.stdout.write(`  FOUND: ${finding}\n`);
      },
    });
    const found = reports.reduce((sum, { findings }) => sum + findings.length, 0);
    process.stdout.write(`${reports.reduce((sum, { inputs: count }) => sum + count, 0)} inputs, ${found} findings\n`);
    process.exitCode = found === 0 ? 0 : 1;
  },
});
