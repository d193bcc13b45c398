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
  IMPORT_SOURCE_MISSING: {
    meaning: 'a file to import is missing',
    remedy: 'give the folder as it was published; --help of npm run import names the importers',
  },
  SOURCE_MALFORMED: {
    meaning: 'a file to import is not as its importer knows it',
    remedy: 'fetch the named file again from where it was published',
  },
  VIDEO_UNREADABLE: {
    meaning: 'a video cannot be read',
    remedy: 'check that ffmpeg is installed (Debian: apt-get install ffmpeg) and that the file is whole',
  },
  STORE_UNSUITABLE: {
    meaning: 'nobody can shop in this store layout',
    remedy: 'it needs an entry and an exit gate, products on shelves, and free floor between them',
  },
} as const satisfies Record<string, ErrorEntry>;

export type RecordingsErrorCode = keyof typeof RECORDINGS_ERRORS;
export const recordingsError = errorsFrom<RecordingsErrorCode>(RECORDINGS_ERRORS);
