import { describe, expect, it } from 'vitest';
import { parseCsv } from './parse-csv.ts';

describe('parse csv', () => {
  it('reads nothing from nothing', () => expect(parseCsv('')).toEqual([]));
  it('reads rows with and without a last line end, and empty cells', () => {
    expect(parseCsv('a,b\n1,\n,2\r\n3,4')).toEqual([['a', 'b'], ['1', ''], ['', '2'], ['3', '4']]);
    expect(parseCsv('a\n\nb\n')).toEqual([['a'], ['b']]);
  });
  it('reads quoted cells with commas, quotes and line ends in them', () => {
    expect(parseCsv('"a, ""b""",c\n"d\ne",""\n')).toEqual([['a, "b"', 'c'], ['d\ne', '']]);
  });
});
