import { useCallback, useEffect, useState } from 'preact/hooks';
import { request, sentenceOf } from '../../shared/request.ts';

export interface Loaded<T> {
  readonly data: T | undefined;
  /** The last thing that went wrong, until something goes well. */
  readonly error: string | undefined;
  readonly reload: () => Promise<void>;
  /** Does something, says what went wrong, and loads again. @returns what it came to */
  readonly act: <R>(action: () => Promise<R>) => Promise<R | undefined>;
}

/** What an address answers, and what is done to it. */
export function useLoaded<T>(path: string): Loaded<T> {
  const [data, setData] = useState<T>();
  const [error, setError] = useState<string>();
  const reload = useCallback(() => request<T>(path).then(setData, (cause) => setError(sentenceOf(cause))), [path]);
  useEffect(() => void reload(), [reload]);
  const act = useCallback(async <R,>(action: () => Promise<R>): Promise<R | undefined> => {
    try {
      const result = await action();
      setError(undefined);
      await reload();
      return result;
    } catch (cause) {
      setError(sentenceOf(cause));
      return undefined;
    }
  }, [reload]);
  return { data, error, reload, act };
}
