import { describe, expect, it } from 'vitest';
import { parseMotText } from './mot-text.ts';

describe('parseMotText', () => {
  it('reads nothing from nothing', () => {
    expect(parseMotText('\n', 'empty.txt').size).toBe(0);
  });

  it('reads boxes by frame, in any order, and leaves marked ones out', () => {
    const frames = parseMotText('2,7,1,2,3,4,-1,-1,-1,-1\r\n1,7,0,0,1.5,1,1\n1,8,0,0,1,1,0\n', 'a.txt');
    expect(frames.get(2)).toEqual([{ id: '7', box: [1, 2, 3, 4] }]);
    expect(frames.get(1)).toEqual([{ id: '7', box: [0, 0, 1.5, 1] }]);
  });

  it.each([
    ['1,2,3,4,5', 'a.txt line 1: no number for height'],
    ['1,2,3,4,5,6\n1,x,3,4,5,6', 'a.txt line 2: no number for id'],
    ['1,2,NaN,4,5,6', 'a.txt line 1: no number for left'],
    ['1.5,2,3,4,5,6', 'a.txt line 1: frame 1.5 is no whole number from 0'],
    ['1,2,3,4,-5,6', 'a.txt line 1: width and height cannot be below 0'],
    ['1,2,3,4,5,6\n1,2,3,4,5,6', 'a.txt line 2: id 2 is twice in frame 1'],
  ])('refuses %j', (text, message) => {
    expect(() => parseMotText(text, 'a.txt')).toThrow(message);
  });
});
