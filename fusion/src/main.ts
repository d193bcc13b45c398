import { readFile } from 'node:fs/promises';
import { contractError, readLayout } from '@walkout/contracts';
import { runCommand } from '@walkout/contracts/command';
import pino from 'pino';
import { startFusion } from './io/fusion-service.ts';

await runCommand({
  name: 'npm run fusion --',
  about: "Merges the cameras' tracks, the shelves' weights and the gates' passages into shoppers' carts.",
  options: {
    layout: { value: 'FILE', about: 'store.json of the store', required: true },
    broker: { value: 'URL', about: 'MQTT broker', fallback: 'mqtt://127.0.0.1:1883' },
    mode: { value: 'live|replay', about: 'replay waits for every sensor, live goes on without silent ones', fallback: 'live' },
    journal: { value: 'DIR', about: 'where inputs are kept, so that a process that is killed comes back with every cart' },
  },
  async run({ layout, broker, mode, journal }) {
    if (mode !== 'live' && mode !== 'replay') throw contractError('USAGE', `--mode ${mode}: neither live nor replay`);
    const text = await readFile(layout, 'utf8').catch((cause: Error) => {
      throw contractError('LAYOUT_MALFORMED', `${layout}: cannot be read (${cause.message})`);
    });
    const log = pino({ name: 'fusion' }, pino.destination(2));
    const service = await startFusion({ layout: readLayout(text, layout), brokerUrl: broker, mode, journal, log });
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await Promise.race([stopped, ...(mode === 'replay' ? [service.ended] : [])]);
    await service.stop();
  },
});
