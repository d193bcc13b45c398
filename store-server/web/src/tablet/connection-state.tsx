import type { LinkState } from './use-board.ts';

const WORDS: Record<LinkState, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Connection lost, trying again…',
};

/** Whether what the page shows is still true. */
export const ConnectionState = ({ link }: { link: LinkState }) => (
  <p class={`connection connection-${link}`} role="status">
    <span class="dot" aria-hidden="true" />
    {WORDS[link]}
  </p>
);
