import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StoreLayout } from '@walkout/contracts';
import { setStoreStage } from '../stage/store-stage.ts';
import type { StoreStage } from '../stage/store-stage.ts';

const run = promisify(execFile);

export type DiskUser = 'fusion' | 'store server';

/** Memory is tight all day: a tenth of what the units under deploy/ allow. */
const TIGHT_MEMORY = { NODE_OPTIONS: '--max-old-space-size=128' };

export interface ChaosStage extends StoreStage {
  /** The disk of a process takes nothing more, or takes it again. */
  fillDisk(process: DiskUser): Promise<void>;
  makeRoom(process: DiskUser): Promise<void>;
}

export async function setChaosStage(layout: StoreLayout): Promise<ChaosStage> {
  const stage = await setStoreStage({ layout, environment: TIGHT_MEMORY });
  /** The soft limit alone, which may be raised again. The process may be away just now; the next one has no limit. */
  const limit = (process: DiskUser, size: string) => run('prlimit', ['--pid', String(stage.processes[process].pid()), `--fsize=${size}`]).then(() => undefined, () => undefined);
  const file = { fusion: join(stage.journal, 'inputs.journal'), 'store server': `${stage.database}-wal` };
  return {
    ...stage,
    fillDisk: (process) => limit(process, `${statSync(file[process]).size}:`),
    makeRoom: (process) => limit(process, 'unlimited:'),
  };
}
