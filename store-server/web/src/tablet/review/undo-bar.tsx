import './question.css';
import { useMemo } from 'preact/hooks';
import { Undo2 } from 'lucide';
import { Icon } from '../../shared/icon.tsx';
import { useSignal } from '../../shared/signal.ts';
import { useKeys } from '../shell/keys.ts';
import { decisions, dismissRefusal, undo, UNDO_MS } from './pending-decisions.ts';

/** What was decided just now, for as long as it can be taken back; and what the server refused. */
export function UndoBar({ onUndone }: { onUndone: (visit: string) => void }) {
  const { pending, refused } = useSignal(decisions);
  const takeBack = (visit?: string) => {
    const undone = undo(visit);
    if (undone !== undefined) onUndone(undone);
  };
  useKeys('Undo', useMemo(() => [{ keys: 'u', about: 'Take the last decision back', run: () => takeBack() }], []));
  const last = pending.at(-1);
  return (
    <div class="undo-place" role="status">
      {refused.map(({ decided, words }) => (
        <p key={decided.visit} class="undo undo-refused">
          Shopper {decided.ordinal}: {words}
          <button type="button" class="button quiet" onClick={() => dismissRefusal(decided.visit)}>Close</button>
        </p>
      ))}
      {last && (
        <p class="undo" key={last.visit}>
          <span>Shopper {last.ordinal} decided{pending.length > 1 && `, ${pending.length - 1} more on their way`}</span>
          <button type="button" class="button quiet with-icon" onClick={() => takeBack(last.visit)}><Icon icon={Undo2} size={18} /> Undo</button>
          <span class="undo-time" style={{ animationDuration: `${UNDO_MS}ms` }} aria-hidden="true" />
        </p>
      )}
    </div>
  );
}
