import { describe, expect, it } from 'vitest';
import { assemble } from './assembler.ts';
import { createPool } from './pool.ts';

describe('pool', () => {
  it('gives zeros that nobody else has, and keeps what was given as it grows', () => {
    const pool = createPool(assemble({}).memory, 1000);
    const given = Array.from({ length: 100 }, (_, index) => pool.take().fill(index + 1));
    expect(pool.take().every((number) => number === 0)).toBe(true);
    for (const [index, numbers] of given.entries()) expect(numbers.every((number) => number === index + 1)).toBe(true);
    expect(new Set(given.map(({ byteOffset }) => byteOffset)).size).toBe(100);
    expect(given.every(({ byteOffset }) => byteOffset >= 65_536 && byteOffset % 16 === 0)).toBe(true);
  });
});
