import { describe, expect, it } from 'vitest';
import { findModel } from '@walkout/models';
import { parseConfig } from '../config.ts';
import { visionOptionsOf } from './vision-options-of.ts';

const optionsWith = (models: Record<string, unknown>) => {
  const source = { kind: 'file', path: 'a.mp4', startedAt: 0, framesPerSecond: 10 };
  return visionOptionsOf(parseConfig({ store: 's', camera: 'c', broker: 'mqtt://localhost', source, models }, 'test'));
};

describe('visionOptionsOf', () => {
  it('begins tracks from the score on that the manifest says of the detector', async () => {
    const { tracking } = await optionsWith({ detector: 'person-detector-dense' });
    expect(tracking.highScore).toBe(findModel('person-detector-dense').highScore);
  });
  it('begins them from the score on that the configuration says, where it does', async () => {
    expect((await optionsWith({ highScore: 0.31 })).tracking.highScore).toBe(0.31);
  });
  it('refuses a low score above that of the manifest', async () => {
    await expect(optionsWith({ lowScore: 0.95 })).rejects.toMatchObject({ code: 'CONFIG_MALFORMED' });
  });
  it('refuses a network that does something else', async () => {
    await expect(optionsWith({ detector: 'person-pose' })).rejects.toMatchObject({ code: 'MODEL_UNFIT' });
  });
});
