import { contractError } from '@walkout/contracts';
import { runCommand, speedOption } from '@walkout/contracts/command';
import { openRecording } from '../format/open-recording.ts';
import { play, PLAYED_TOPICS } from './play.ts';
import type { PlayedTopics } from './play.ts';

function topicsOption(text: string): PlayedTopics {
  if (text in PLAYED_TOPICS) return text as PlayedTopics;
  throw contractError('USAGE', `--topics ${text}: none of ${Object.keys(PLAYED_TOPICS).join(', ')}`);
}

await runCommand({
  name: 'npm run play --',
  about: "Plays a recording's scales and gates to an MQTT broker; edge nodes play its videos.",
  options: {
    recording: { about: 'folder of the recording', value: 'DIR', required: true },
    broker: { about: 'address of the broker', value: 'URL', fallback: 'mqtt://127.0.0.1:1883' },
    speed: { about: 'seconds of the recording in one, or max', value: 'N|max', fallback: '1' },
    topics: { about: 'sensors, tracks (and camera tracks) or all', value: 'WHICH', fallback: 'sensors' },
  },
  async run(options) {
    const topics = topicsOption(options.topics);
    const speed = speedOption(options.speed);
    const recording = await openRecording(options.recording);
    const { startedAt, endedAt } = recording.info;
    let shown = -1;
    await play({
      recording,
      url: options.broker,
      speed,
      topics,
      say: (sentence) => process.stderr.write(`${sentence}\n`),
      onProgress(at) {
        const second = Math.floor((at - startedAt) / 10_000) * 10;
        if (second === shown) return;
        shown = second;
        process.stderr.write(`played ${second} of ${Math.round((endedAt - startedAt) / 1000)} s\n`);
      },
    });
    await recording.close();
  },
});
