import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StoreLayout } from '@walkout/contracts';
import { setStoreStage } from '../stage/store-stage.ts';
import type { StoreStage } from '../stage/store-stage.ts';

const run = promisify(execFile);

export interface ChaosStage extends StoreStage {
  /** The disk of the journal takes nothing more, or takes it again. */
  fillDisk(): Promise<void>;
  makeRoom(): Promise<void>;
}

export async function setChaosStage(layout: StoreLayout): Promise<ChaosStage> {
  const stage = await setStoreStage({ layout });
  /** The soft limit alone, which may be raised again. Fusion may be away just now; the next one has no limit. */
  const limit = (size: string) => run('prlimit', ['--pid', String(stage.processes.fusion.pid()), `--fsize=${size}`]).then(() => undefined, () => undefined);
  return {
    ...stage,
    fillDisk: () => limit(`${statSync(join(stage.journal, 'inputs.journal')).size}:`),
    makeRoom: () => limit('unlimited:'),
  };
}
