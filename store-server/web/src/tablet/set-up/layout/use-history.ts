import { useCallback, useReducer } from 'preact/hooks';
import type { StoreLayout } from '@walkout/contracts';

interface History {
  readonly past: readonly StoreLayout[];
  readonly now: StoreLayout | undefined;
  readonly future: readonly StoreLayout[];
}
type Step = { readonly kind: 'change' | 'reset'; readonly layout: StoreLayout } | { readonly kind: 'undo' | 'redo' };

function next({ past, now, future }: History, step: Step): History {
  switch (step.kind) {
    case 'reset': return { past: [], now: step.layout, future: [] };
    case 'change': return now === undefined || step.layout === now ? { past, now, future } : { past: [...past, now], now: step.layout, future: [] };
    case 'undo': return past.length === 0 ? { past, now, future } : { past: past.slice(0, -1), now: past.at(-1)!, future: [now!, ...future] };
    case 'redo': return future.length === 0 ? { past, now, future } : { past: [...past, now!], now: future[0]!, future: future.slice(1) };
  }
}

/** A layout that is being edited, with every step back and forth. */
export function useHistory() {
  const [{ past, now, future }, dispatch] = useReducer(next, { past: [], now: undefined, future: [] });
  return {
    layout: now,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: useCallback((layout: StoreLayout) => dispatch({ kind: 'change', layout }), []),
    reset: useCallback((layout: StoreLayout) => dispatch({ kind: 'reset', layout }), []),
    undo: useCallback(() => dispatch({ kind: 'undo' }), []),
    redo: useCallback(() => dispatch({ kind: 'redo' }), []),
  };
}
