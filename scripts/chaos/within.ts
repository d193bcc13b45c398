import type { Milliseconds } from '@walkout/contracts';

/**
 * A promise that is waited for no longer than so.
 *
 * @throws Error with a sentence that says what did not come
 */
export async function within<T>(limit: Milliseconds, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: still not after ${Math.round(limit / 1000)} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
