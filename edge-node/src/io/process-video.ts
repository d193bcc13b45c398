import type { CameraTracks } from '@walkout/contracts';
import { parseConfig } from '../config.ts';
import type { EdgeNodeConfig, FileSourceConfig } from '../config.ts';
import { openFileSource } from './file-source.ts';
import { createFrameReader } from './frame-reader.ts';
import { visionOptionsOf } from './vision-options-of.ts';

export interface ProcessVideoOptions {
  readonly video: Pick<FileSourceConfig, 'path' | 'startedAt' | 'framesPerSecond'>;
  /** What differs from the defaults of the configuration. */
  readonly models?: Partial<EdgeNodeConfig['models']>;
  readonly tracking?: Partial<EdgeNodeConfig['tracking']>;
}

/**
 * Reads a whole video without a broker, in this thread: the messages an edge node would publish, frame by frame.
 *
 * @throws WalkoutError SOURCE_MISSING; SOURCE_DAMAGED, after all frames that could be read; those of the models
 */
export async function* processVideo({ video, models = {}, tracking = {} }: ProcessVideoOptions): AsyncGenerator<CameraTracks> {
  const config = parseConfig(
    { store: 'video', camera: 'video', broker: 'mqtt://unused', source: { kind: 'file', ...video }, models, tracking },
    'processVideo',
  );
  const source = openFileSource(video);
  try {
    const readFrame = await createFrameReader(await visionOptionsOf(config));
    for await (const frame of source.frames()) yield (await readFrame(frame)).message;
    const damage = source.damage();
    if (damage !== undefined) throw damage;
  } finally {
    source.close();
  }
}
