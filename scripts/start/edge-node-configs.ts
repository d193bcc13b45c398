import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RECORDING_FILES } from '@walkout/contracts';
import type { Recording } from '@walkout/recordings';

export interface EdgeNodeSetting {
  readonly camera: string;
  /** Configuration file of its edge node. */
  readonly config: string;
}

export interface EdgeNodeConfigOptions {
  readonly recording: Recording;
  readonly brokerUrl: string;
  /** Seconds of the recording that pass in one; Infinity: as fast as can be. */
  readonly speed: number;
  /** Where the files go. */
  readonly folder: string;
}

/** Carts in doubt at the end are still looked into: fusion and the store server need some seconds for them. */
const ANSWER_AFTER_END_S = 60;

/** Writes the configuration of one edge node for each camera of a recording. */
export async function writeEdgeNodeConfigs({ recording, brokerUrl, speed, folder }: EdgeNodeConfigOptions): Promise<EdgeNodeSetting[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    recording.info.cameras.map(async ({ camera, startedAt, framesPerSecond, frames }) => {
      const config = join(folder, `edge-node-${camera}.json`);
      const path = resolve(recording.folder, RECORDING_FILES.video(camera));
      const source = { kind: 'file', path, startedAt, framesPerSecond, frames, speed: speed === Infinity ? 'max' : speed };
      const setting = { store: recording.layout.store, camera, broker: brokerUrl, source, waitForFusion: true, clips: { answerAfterEndSeconds: ANSWER_AFTER_END_S } };
      await writeFile(config, JSON.stringify(setting));
      return { camera, config };
    }),
  );
}
