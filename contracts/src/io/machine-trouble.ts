/** What a machine refuses for a while, whoever asks: its disk is full or gone, its memory or its handles are used up, a file is locked. */
const CODES = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EFBIG', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY']);
const SQLITE = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|NOMEM)/;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether it was the machine that failed and not the work: the same may succeed when the machine is well again. */
export const isMachineTrouble = (error: unknown): error is Error => CODES.has(codeOf(error)) || SQLITE.test(codeOf(error));

/** Whether it was the disk: full, or failing. */
export const isDiskTrouble = (error: unknown): error is Error => /^(ENOSPC|EDQUOT|EFBIG|EIO|SQLITE_(FULL|IOERR)\w*)$/.test(codeOf(error));

/** The trouble in words, for people. */
export function machineTroubleText(error: Error): string {
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) || code.startsWith('SQLITE_FULL')) return 'the disk is full';
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY')) return 'the disk takes no writing';
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR')) return 'the disk fails';
  return `the machine refuses (${code})`;
}
