import type { LiveEvents } from '../../../../src/core/views.ts';

/** The server sends a heartbeat every 5 s; two missed ones mean that nobody is there. */
const SILENCE_MS = 12_000;
const RETRY_MS = 2_000;
const EVENTS = ['snapshot', 'layout', 'visit', 'receipt', 'claims', 'health', 'attention', 'positions', 'shelves', 'evidence'] as const satisfies readonly (keyof LiveEvents)[];

export interface LiveHandlers {
  readonly onEvent: <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void;
  readonly onState: (state: 'live' | 'lost') => void;
  /** This device is no longer signed in. */
  readonly onSignedOut: () => void;
}

/** Keeps a live connection for as long as the page is open: a lost or silent one is opened again. @returns what ends it */
export function keepLiveConnection({ onEvent, onState, onSignedOut }: LiveHandlers): () => void {
  let source: EventSource | undefined;
  let timer = 0;

  const later = (delay: number, action: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(action, delay);
  };
  const lose = () => {
    source?.close();
    onState('lost');
    later(RETRY_MS, () => void open());
  };
  const heard = () => later(SILENCE_MS, lose);

  async function open(): Promise<void> {
    // An event source does not tell why it fails; this does.
    const answer = await fetch('/api/store', { method: 'HEAD' }).catch(() => undefined);
    if (answer?.status === 401) return onSignedOut();
    if (!answer?.ok) return lose();
    source = new EventSource('/api/live');
    source.onerror = lose;
    source.addEventListener('heartbeat', heard);
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => {
        heard();
        if (name === 'snapshot') onState('live');
        onEvent(name, JSON.parse(event.data));
      });
    }
    heard();
  }

  void open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
