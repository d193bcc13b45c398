import { execFileSync, fork } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractError } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import type { Picture } from './pictures.ts';
import { pictures } from './pictures.ts';
import { labelled } from './preview.ts';
import { shoppingPictures } from './shopping-pictures.ts';
import { IMAGE_SIZE } from './random-camera.ts';
import { isLookName } from '../renderer/index.ts';
import type { LookName } from '../renderer/index.ts';

const SHARD_SIZE = 2000;

/** What the pictures show: people in all poses anywhere, or simulated shoppers at work. */
const SCENES = { random: pictures, shopping: shoppingPictures } as const;
type Scenes = (typeof SCENES)[keyof typeof SCENES];

interface Shard {
  readonly index: number;
  readonly count: number;
  readonly name: string;
}

const shardsOf = (images: number): readonly Shard[] =>
  Array.from({ length: Math.ceil(images / SHARD_SIZE) }, (_, index) => ({
    index, count: Math.min(SHARD_SIZE, images - index * SHARD_SIZE), name: String(index).padStart(3, '0'),
  }));

/** Writes a shard under other names first, so that what is there under its own name is whole. */
function writeShard({ index, count, name }: Shard, { folder, seed, scenes, look }: { folder: string; seed: number; scenes: Scenes; look: LookName }): void {
  const [frames, labels] = [join(folder, `frames-${name}.rgb`), join(folder, `labels-${name}.jsonl`)];
  if (existsSync(frames) && existsSync(labels)) return;
  const out = openSync(`${frames}.part`, 'w');
  const lines: string[] = [];
  for (const { rgb, people } of scenes({ seed, shard: index, count, look })) {
    writeSync(out, rgb);
    lines.push(JSON.stringify({ people }));
    if (lines.length % 100 === 0) process.stderr.write(`shard ${name}: ${lines.length} of ${count}\n`);
  }
  closeSync(out);
  writeFileSync(`${labels}.part`, lines.join('\n') + '\n');
  renameSync(`${labels}.part`, labels);
  renameSync(`${frames}.part`, frames);
}

function writePng(path: string, picture: Picture): void {
  const { width, height } = IMAGE_SIZE;
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', '-', path], {
    input: labelled(picture),
  });
}

/** Runs this command once more for each worker and waits for all. */
async function shareOut(workers: number): Promise<void> {
  const runs = Array.from({ length: workers }, (_, worker) =>
    new Promise<void>((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--worker', String(worker)]);
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`worker ${worker} ended with ${code}`))));
    }));
  await Promise.all(runs);
}

await runCommand({
  name: 'npm run dataset --',
  about: 'Renders labelled pictures of people in stores: frames-NNN.rgb (raw RGB), labels-NNN.jsonl, dataset.json. Goes on where it was stopped.',
  options: {
    images: { value: 'N', about: 'how many pictures', required: true },
    seed: { value: 'S', about: 'the same seed gives the same pictures', fallback: '1' },
    out: { value: 'DIR', about: 'folder to write to', required: true },
    scenes: { value: 'random|shopping', about: 'people in all poses anywhere, or simulated shoppers at work', fallback: 'random' },
    look: { value: 'a|b|any', about: 'a: light and surfaces of the recordings; b: others, to test on; any: drawn for each store, to train on', fallback: 'a' },
    workers: { value: 'N', about: 'processes to share the shards', fallback: '1' },
    worker: { value: 'I', about: 'only the shards of this worker (set by --workers)' },
    preview: { value: 'K', about: 'instead: K pictures as preview-NNN.png with labels drawn', fallback: '0' },
  },
  run: async (options) => {
    const images = integerOption('images', options.images, { minimum: 1 });
    const seed = integerOption('seed', options.seed, { minimum: 0 });
    const workers = integerOption('workers', options.workers, { minimum: 1, maximum: 64 });
    const preview = integerOption('preview', options.preview, { minimum: 0 });
    const scenes = (SCENES as Readonly<Record<string, Scenes>>)[options.scenes];
    if (scenes === undefined) throw contractError('USAGE', `--scenes ${options.scenes}: neither random nor shopping`);
    const { look } = options;
    if (!isLookName(look)) throw contractError('USAGE', `--look ${look}: neither a nor b nor any`);
    mkdirSync(options.out, { recursive: true });
    if (preview > 0) {
      let index = 0;
      for (const picture of scenes({ seed, shard: 0, count: preview, look })) writePng(join(options.out, `preview-${String(index++).padStart(3, '0')}.png`), picture);
      return;
    }
    const shards = shardsOf(images);
    const worker = options.worker === undefined ? undefined : integerOption('worker', options.worker, { minimum: 0 });
    if (worker === undefined) {
      writeFileSync(join(options.out, 'dataset.json'), JSON.stringify({ images, ...IMAGE_SIZE, seed, scenes: options.scenes, look, shards: shards.map(({ name, count }) => ({ name, count })) }) + '\n');
      if (workers > 1) return shareOut(workers);
    }
    for (const shard of shards) {
      if (worker === undefined || shard.index % workers === worker) writeShard(shard, { folder: options.out, seed, scenes, look });
    }
  },
});
