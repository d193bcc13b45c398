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
} as const satisfies Record<string, ErrorEntry>;

export const fusionError = errorsFrom<keyof typeof FUSION_ERRORS>(FUSION_ERRORS);
