import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const MODEL_ERRORS = {
  MODEL_UNKNOWN: {
    meaning: 'no such model in the manifest',
    remedy: 'npm run models -- list shows the names there are',
  },
  MODEL_DAMAGED: {
    meaning: 'a model file is not the one the manifest names',
    remedy: 'restore it (git checkout models/weights), or delete it from the mirror and run npm run models -- pull NAME',
  },
  MODEL_UNREACHABLE: {
    meaning: 'a model file could not be had',
    remedy: 'connect to the internet once and run npm run models -- pull NAME, or set WALKOUT_MODEL_MIRROR to a folder that holds it',
  },
  MODEL_UNCONVERTIBLE: {
    meaning: 'a model cannot be brought into the form this product runs',
    remedy: 'take the file the manifest names, or tell us of the operator that is missing',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ModelErrorCode = keyof typeof MODEL_ERRORS;
export const modelError = errorsFrom<ModelErrorCode>(MODEL_ERRORS);
