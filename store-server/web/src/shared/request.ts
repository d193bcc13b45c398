/** What the server says when it says no. */
export class RequestError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor({ code, message, remedy }: { code: string; message: string; remedy: string }) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

const UNREACHABLE = { code: 'UNREACHABLE', message: 'the store server does not answer', remedy: 'it is tried again by itself' };

/** Asks the server of this page. @throws RequestError */
export async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init).catch(() => {
    throw new RequestError(UNREACHABLE);
  });
  if (!answer.ok) throw new RequestError(await answer.json().catch(() => UNREACHABLE));
  return (await answer.json()) as T;
}

const sendJson = <T>(method: string, path: string, body: unknown): Promise<T> =>
  request<T>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
export const postJson = <T>(path: string, body: unknown): Promise<T> => sendJson<T>('POST', path, body);
export const putJson = <T>(path: string, body: unknown): Promise<T> => sendJson<T>('PUT', path, body);

/** What went wrong and what to do, as one sentence for people. */
export const sentenceOf = (cause: unknown): string => (cause instanceof RequestError ? `${cause.message}; ${cause.remedy}` : String(cause));
