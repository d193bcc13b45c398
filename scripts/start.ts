import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractError } from '@walkout/contracts';
import { integerOption, reportError, runCommand, speedOption } from '@walkout/contracts/command';
import { openRecording } from '@walkout/recordings';
import { comparisonText } from './start/comparison-text.ts';
import { createProgressLine } from './start/progress-line.ts';
import { progressText } from './start/progress-text.ts';
import { receiptText } from './start/receipt-text.ts';
import { startStore } from './start/store-run.ts';
import type { RunningStore, RunResult } from './start/store-run.ts';

/** Writes what a run came to; the same bytes for the same recording at any speed. */
async function writeResult(folder: string, { carts, receipts }: RunResult): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw contractError('USAGE', `--out ${folder}: ${cause.message}`);
  });
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await writeFile(join(folder, 'carts.json'), text(carts));
  await writeFile(join(folder, 'receipts.json'), text(receipts));
}

/** Aborted by Ctrl-C, or when another program asks this one to end. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

await runCommand({
  name: 'npm start --',
  about: 'Runs the whole store on a recording: cameras and scales in, receipts out. Prints where the tablet is.',
  options: {
    recording: { value: 'DIR', about: 'recording to play', fallback: 'recordings/demo' },
    speed: { value: '1|N|max', about: 'seconds of the recording that pass in one', fallback: '1' },
    broker: { value: 'URL', about: 'MQTT broker to use; without it one runs in this process' },
    port: { value: 'N', about: "the tablet's port; 0: any free one", fallback: '8080' },
    database: { value: 'FILE', about: "the store server's database; without it one that is gone afterwards" },
    once: { about: 'end after the recording; otherwise the tablet stays up until Ctrl-C' },
    out: { value: 'DIR', about: 'write carts.json and receipts.json there' },
  },
  async run(options) {
    const speed = speedOption(options.speed);
    const port = integerOption('port', options.port, { minimum: 0, maximum: 65_535 });
    const signal = stopSignal();
    const recording = await openRecording(options.recording);
    const line = createProgressLine(process.stdout);
    line.say(`starting the store "${recording.layout.name}" with ${recording.info.cameras.length} cameras ...`);
    let store: RunningStore | undefined;
    try {
      store = await startStore({
        recording,
        speed,
        port,
        signal,
        brokerUrl: options.broker,
        database: options.database,
        onReceipt: (receipt) => line.say(receiptText(receipt, recording.layout.name)),
        onProgress: (progress) => line.show(progressText(progress)),
        onTrouble: (error) => line.aside(() => reportError(error)),
      });
      line.say(`tablet: ${store.tabletUrl} (opens once, on one device)`);
      const result = await store.finished;
      line.clear();
      line.say(comparisonText(result, await recording.truth('receipts')));
      if (options.out !== undefined) await writeResult(options.out, result);
      if (options.once) return;
      line.say(`the recording is over; the tablet stays at ${new URL('/tablet', store.tabletUrl).href} until Ctrl-C`);
      if (!signal.aborted) await once(signal, 'abort');
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      line.clear();
      await store?.stop();
      await recording.close();
    }
  },
});
// A player that was stopped early still waits for the broker, and would keep the process alive.
process.exit();
