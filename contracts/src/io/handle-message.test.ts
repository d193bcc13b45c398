import { describe, expect, it } from 'vitest';
import { contractError } from '../errors.ts';
import { handleUntilDone } from './handle-message.ts';

const failure = (code: string) => Object.assign(new Error(code), { code });

/** Work that fails in these ways, one after another, and then succeeds. */
function workAfter(...errors: Error[]) {
  const left = [...errors];
  let done = 0;
  const said: (string | undefined)[] = [];
  return {
    said,
    done: () => done,
    run: (isWanted = () => true) => handleUntilDone('gate', () => {
      const error = left.shift();
      if (error !== undefined) throw error;
      done++;
    }, { onBlocked: (error) => void said.push(error?.message), isWanted }),
  };
}

describe('handling until done', () => {
  it('is done once where nothing fails', async () => {
    const work = workAfter();
    expect([await work.run(), work.done(), work.said]).toEqual([undefined, 1, []]);
  });

  it('is tried again while the machine fails, and says so once', async () => {
    const work = workAfter(failure('ENOSPC'), failure('SQLITE_FULL'), failure('SQLITE_IOERR_WRITE'));
    expect([await work.run(), work.done(), work.said]).toEqual([undefined, 1, ['ENOSPC', undefined]]);
  });

  it('is given up when nobody wants it any more', async () => {
    const work = workAfter(failure('EIO'), failure('EIO'));
    expect([await work.run(() => false), work.done()]).toEqual(['given up', 0]);
  });

  it('never tries a bug again, and tells it apart from what its sender did wrong', async () => {
    const bug = workAfter(new TypeError('x is undefined'));
    expect(await bug.run()).toMatchObject({ code: 'MESSAGE_UNHANDLED', cause: { message: 'x is undefined' } });
    const known = workAfter(failure('ENOSPC'), contractError('TOPIC_UNKNOWN', 'x'));
    expect(await known.run()).toMatchObject({ code: 'TOPIC_UNKNOWN' });
    expect([bug.done(), known.done(), known.said]).toEqual([0, 0, ['ENOSPC', undefined]]);
  });
});
