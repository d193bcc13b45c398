import { describe, expect, it } from 'vitest';
import { createTurns } from './in-turn.ts';

const pending = () => {
  let finish = (): void => undefined;
  return { promise: new Promise<void>((resolve) => (finish = resolve)), finish: () => finish() };
};

describe('work in turn', () => {
  it('is done at once where nothing is under way', () => {
    const [turns, done] = [createTurns(), [] as number[]];
    for (const one of [1, 2, 3]) turns.take(() => void done.push(one));
    expect(done).toEqual([1, 2, 3]);
    expect(turns.done()).toBeUndefined();
  });

  it('waits for what takes its time, and is at once again after that', async () => {
    const [turns, done, first] = [createTurns(), [] as number[], pending()];
    turns.take(() => first.promise.then(() => void done.push(1)));
    turns.take(() => void done.push(2));
    turns.take(async () => void done.push(3));
    expect(done).toEqual([]);
    first.finish();
    await turns.done();
    expect(done).toEqual([1, 2, 3]);
    expect(turns.done()).toBeUndefined();
    turns.take(() => void done.push(4));
    expect(done).toEqual([1, 2, 3, 4]);
  });

  it('begins when it may', async () => {
    const [done, may] = [[] as number[], pending()];
    const turns = createTurns(may.promise);
    turns.take(() => void done.push(1));
    expect(done).toEqual([]);
    may.finish();
    await turns.done();
    expect(done).toEqual([1]);
  });
});
