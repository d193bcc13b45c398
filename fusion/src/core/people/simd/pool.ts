import type { Memory } from './assembler.ts';

/** Numbers in the memory of the kernels, which work on them where they are: at their `byteOffset`. */
export type KernelNumbers = Float32Array<SharedArrayBuffer>;

/** Room for arrays of one length. */
export interface Pool {
  /** Zeros. When nobody holds the array any more its room is used again. */
  take(): KernelNumbers;
}

const PAGE_BYTES = 65_536;

/** @param length of each array; a whole number of groups of four */
export function createPool(memory: Memory, length: number): Pool {
  const bytes = length * Float32Array.BYTES_PER_ELEMENT;
  const free: number[] = [];
  const returned = new FinalizationRegistry<number>((place) => void free.push(place));

  function grow(): void {
    const page = memory.grow(1) * PAGE_BYTES;
    for (let place = page + PAGE_BYTES - bytes; place >= page; place -= bytes) free.push(place);
  }

  return {
    take() {
      if (free.length === 0) grow();
      const place = free.pop()!;
      const numbers = new Float32Array(memory.buffer, place, length).fill(0);
      returned.register(numbers, place);
      return numbers;
    },
  };
}
