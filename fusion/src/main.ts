import { readFile } from 'node:fs/promises';
import { contractError, readLayout } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { startWatch } from '@walkout/contracts/watch';
import pino from 'pino';
import { fusionRegistry, troublesOf } from './io/fusion-registry.ts';
import { startFusion } from './io/fusion-service.ts';
import type { FusionService } from './io/fusion-service.ts';

await runCommand({
  name: 'npm run fusion --',
  about: "Merges the cameras' tracks, the shelves' weights and the gates' passages into shoppers' carts.",
  options: {
    layout: { value: 'FILE', about: 'store.json of the store', required: true },
    broker: { value: 'URL', about: 'MQTT broker', fallback: 'mqtt://127.0.0.1:1883' },
    mode: { value: 'live|replay', about: 'replay waits for every sensor, live goes on without silent ones', fallback: 'live' },
    joints: { about: "says everybody's joints too, ten times a second, for engineers; a replay always does" },
    'watch-port': { value: 'N', about: 'serves /healthz, /readyz and /metrics to this machine' },
    journal: { value: 'DIR', about: 'where inputs are kept, so that a process that is killed comes back with every cart' },
  },
  async run({ layout, broker, mode, journal, joints, 'watch-port': watchPort }) {
    if (mode !== 'live' && mode !== 'replay') throw contractError('USAGE', `--mode ${mode}: neither live nor replay`);
    const text = await readFile(layout, 'utf8').catch((cause: Error) => {
      throw contractError('LAYOUT_MALFORMED', `${layout}: cannot be read (${cause.message})`);
    });
    const log = pino({ name: 'fusion' }, pino.destination(2));
    let service = undefined as FusionService | undefined;
    const figures = () => service?.figures();
    const watch = watchPort === undefined ? undefined : await startWatch({
      port: integerOption('watch-port', watchPort, { minimum: 0, maximum: 65_535 }), registry: fusionRegistry(figures), troubles: () => troublesOf(figures()),
    });
    if (watch !== undefined) log.info({ url: watch.url }, 'watch');
    service = await startFusion({ layout: readLayout(text, layout), brokerUrl: broker, mode, sayings: { saysJoints: joints || mode === 'replay' }, journal, log });
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await Promise.race([stopped, ...(mode === 'replay' ? [service.ended] : [])]);
    await service.stop();
    await watch?.close();
  },
});
