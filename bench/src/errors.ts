import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const BENCH_ERRORS = {
  MOT_TEXT_MALFORMED: {
    meaning: 'the file is not in the MOT text format',
    remedy: 'mend the line that is named: frame,id,left,top,width,height[,confidence,…]',
  },
  DATA_MISSING: {
    meaning: 'the data to measure on cannot be read',
    remedy: 'check the path that was given',
  },
  SERVICE_FAILED: {
    meaning: 'a service did not do what it was asked',
    remedy: 'read what it said; the same without the bench shows whether it is the service or the load',
  },
} as const satisfies Record<string, ErrorEntry>;

export const benchError = errorsFrom<keyof typeof BENCH_ERRORS>(BENCH_ERRORS);
