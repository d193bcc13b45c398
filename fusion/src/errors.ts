import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const FUSION_ERRORS = {
  SENSOR_UNKNOWN: {
    meaning: 'a message of a sensor that the store layout does not hold',
    remedy: 'add the camera, shelf or gate to store.json, or mend the id in the sender\'s configuration',
  },
  SENSOR_MISMATCH: {
    meaning: 'a shelf sends another number of plates than the store layout gives it',
    remedy: "compare the shelf controller's channels with the shelf's plates in store.json",
  },
  MESSAGE_LATE: {
    meaning: 'a message came after its moment was decided',
    remedy: "check the sender's clock and network; weights and passages are still taken in, camera tracks are not",
  },
  CLOCK_AHEAD: {
    meaning: 'a sensor speaks of a moment that has not come yet',
    remedy: 'set its clock by the network (chronyc tracking); until then it is not heard',
  },
  JOURNAL_UNUSABLE: {
    meaning: 'the journal cannot be opened',
    remedy: 'give the folder of --journal to the user that fusion runs as, and see that its disk is there',
  },
  JOURNAL_UNWRITABLE: {
    meaning: 'the journal cannot be written; fusion waits, and the broker keeps what sensors say',
    remedy: 'make room on the disk of --journal, or mend it; fusion then goes on by itself, and nothing is lost',
  },
  JOURNAL_DAMAGED: {
    meaning: 'the journal ends in something that is no record',
    remedy: 'after a power cut the last record may be cut off; if more is gone, check the disk: the damaged file was set aside',
  },
  JOURNAL_FOREIGN: {
    meaning: 'the journal is of another version or another store',
    remedy: 'give each store a folder of its own; while nobody is in the store an old journal may be moved away',
  },
} as const satisfies Record<string, ErrorEntry>;

export const fusionError = errorsFrom<keyof typeof FUSION_ERRORS>(FUSION_ERRORS);
