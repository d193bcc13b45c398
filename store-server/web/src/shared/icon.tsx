import { h } from 'preact';
import type { IconNode } from 'lucide';

export type { IconNode };

/** A line icon beside words; screen readers hear the words only. */
export const Icon = ({ icon, size = 24 }: { icon: IconNode; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    {icon.map(([tag, attributes], i) => h(tag, { key: i, ...attributes }))}
  </svg>
);
