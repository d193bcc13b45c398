import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const START_ERRORS = {
  SERVICE_ENDED: {
    meaning: 'a service the store cannot do without has ended',
    remedy: 'its last lines say why; mend that and start again',
  },
  CAMERA_LOST: {
    meaning: "a camera's edge node has ended",
    remedy: 'its last lines say why; the store goes on without that camera',
  },
  CAMERAS_GONE: {
    meaning: 'no camera is left',
    remedy: 'see what was said of each camera above; a recording needs at least one video that can be read',
  },
  RUN_STANDS_STILL: {
    meaning: 'nothing moves on any more',
    remedy: 'a sensor that never speaks holds the replay up: start the services one by one (docs/getting-started.md) and see which',
  },
} as const satisfies Record<string, ErrorEntry>;

export type StartErrorCode = keyof typeof START_ERRORS;
export const startError = errorsFrom<StartErrorCode>(START_ERRORS);
