import type { CameraTracks, EpochMs } from '@walkout/contracts';
import type { Person } from './person.ts';

/** Follows people in space through what calibrated cameras see of them. */
export interface PeopleTracker {
  /** Takes one frame of one camera in; frames come in time order. A camera without calibration, or not in the layout, is ignored. */
  observe(camera: string, frame: CameraTracks): void;
  /** Everybody confirmed and seen of late, carried forward to that moment; in order of id. */
  people(at: EpochMs): readonly Person[];
}
