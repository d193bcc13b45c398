import { useTablet } from '../shell/tablet.ts';

/** What staff should look at now, longest first; nothing is shown while there is nothing. */
export function AttentionList() {
  const { board } = useTablet();
  const items = board?.attention ?? [];
  if (items.length === 0) return null;
  return (
    <ul class="attention" aria-label="Needs attention" tabIndex={0}>
      {items.map(({ key, text }) => <li key={key}>{text}</li>)}
    </ul>
  );
}
