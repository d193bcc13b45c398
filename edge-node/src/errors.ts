import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const EDGE_ERRORS = {
  SOURCE_MISSING: {
    meaning: 'there is no such video or camera',
    remedy: 'give the path of a video that exists, or a device that is plugged in, in "source" of the configuration',
  },
  SOURCE_DAMAGED: {
    meaning: 'the video is damaged or cut off',
    remedy: 'copy it again from where it came; what could be read has been published',
  },
  SOURCE_UNREACHABLE: {
    meaning: 'the camera does not answer',
    remedy: 'check its address, power and cable; retrying goes on meanwhile',
  },
  MODEL_UNFIT: {
    meaning: 'a model cannot do the task it is configured for',
    remedy: 'npm run models -- list shows the task of each model; name a fitting one in "models" of the configuration',
  },
  VISION_FAILED: {
    meaning: 'a network failed while it ran',
    remedy: 'compare the model with what the manifest says of its input and output; npm run models -- verify checks our own',
  },
} as const satisfies Record<string, ErrorEntry>;

export type EdgeErrorCode = keyof typeof EDGE_ERRORS;
export const edgeError = errorsFrom<EdgeErrorCode>(EDGE_ERRORS);
