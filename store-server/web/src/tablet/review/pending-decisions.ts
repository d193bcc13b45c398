import { RequestError, postJson } from '../../shared/request.ts';
import { signal } from '../../shared/signal.ts';

/** How long a decision can be taken back; then the receipt is issued, and a receipt never changes. */
export const UNDO_MS = 6_000;
const RETRY_MS = 3_000;

export interface Decided {
  readonly visit: string;
  readonly ordinal: number;
  readonly lines: readonly { readonly product: string; readonly quantity: number }[];
}
export interface Pending extends Decided {
  /** When it goes to the server, by the page's clock. */
  readonly sendsAt: number;
}
export interface PendingState {
  readonly pending: readonly Pending[];
  /** Decisions that the server refused. */
  readonly refused: readonly { readonly decided: Decided; readonly words: string }[];
}

/** Decisions on their way; they outlive the page that they were made on, but not the tablet's window. */
export const decisions = signal<PendingState>({ pending: [], refused: [] });
const timers = new Map<string, number>();

const pathOf = ({ visit }: Decided): string => `/api/visits/${encodeURIComponent(visit)}/decision`;
const without = (visit: string): readonly Pending[] => decisions.value.pending.filter((other) => other.visit !== visit);

async function send(decided: Pending): Promise<void> {
  try {
    await postJson(pathOf(decided), { lines: decided.lines });
    decisions.set({ ...decisions.value, pending: without(decided.visit) });
  } catch (error) {
    // Nobody answers: the decision stands and is sent until somebody does.
    if (!(error instanceof RequestError) || error.code === 'UNREACHABLE') return schedule(decided, RETRY_MS);
    const refused = [...decisions.value.refused, { decided, words: `${error.message}; ${error.remedy}` }];
    decisions.set({ pending: without(decided.visit), refused });
  }
}

function schedule(decided: Pending, delay: number): void {
  timers.set(decided.visit, window.setTimeout(() => void send(decided), delay));
}

/** Takes a decision; it is sent when it can no longer be taken back. */
export function decide(decided: Decided): void {
  const pending = { ...decided, sendsAt: performance.now() + UNDO_MS };
  decisions.set({ ...decisions.value, pending: [...without(decided.visit), pending] });
  schedule(pending, UNDO_MS);
}

/** Takes the latest decision back, or that on a visit. @returns the visit, if there was one */
export function undo(visit = decisions.value.pending.at(-1)?.visit): string | undefined {
  if (visit === undefined || !decisions.value.pending.some((pending) => pending.visit === visit)) return undefined;
  clearTimeout(timers.get(visit));
  decisions.set({ ...decisions.value, pending: without(visit) });
  return visit;
}

export const dismissRefusal = (visit: string): void =>
  decisions.set({ ...decisions.value, refused: decisions.value.refused.filter(({ decided }) => decided.visit !== visit) });

// Whoever closes the tablet has made up their mind.
addEventListener('pagehide', () => {
  for (const { visit, lines } of decisions.value.pending) {
    clearTimeout(timers.get(visit));
    void fetch(`/api/visits/${encodeURIComponent(visit)}/decision`, {
      method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ lines }),
    });
  }
});
