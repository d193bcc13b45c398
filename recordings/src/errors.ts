import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

/** What can go wrong here beyond the recording format itself, whose errors are in contracts. */
export const RECORDINGS_ERRORS = {
  FFMPEG_FAILED: {
    meaning: 'ffmpeg could not write a video',
    remedy: 'check that ffmpeg with libx264 is installed (Debian: apt-get install ffmpeg) and that the disk is not full',
  },
  FOLDER_TAKEN: {
    meaning: 'a recording is there already',
    remedy: 'choose another folder with --out, or remove that one',
  },
  STORE_UNSUITABLE: {
    meaning: 'nobody can shop in this store layout',
    remedy: 'it needs an entry and an exit gate, calibrated products on shelves, and free floor that joins them',
  },
} as const satisfies Record<string, ErrorEntry>;

export type RecordingsErrorCode = keyof typeof RECORDINGS_ERRORS;
export const recordingsError = errorsFrom<RecordingsErrorCode>(RECORDINGS_ERRORS);
