import { useEffect, useRef, useState } from 'preact/hooks';
import type { EpochMs } from '@walkout/contracts';
import { formatTime } from '../../shared/format.ts';
import type { LinkState } from './use-board.ts';

const BACK_SHOWN_MS = 4_000;

/** Says over the page that what it shows is old, and then that it no longer is; nothing moves for it. */
export function ConnectionBanner({ link, heardAt }: { link: LinkState; heardAt: EpochMs | undefined }) {
  const [back, setBack] = useState(false);
  const before = useRef(link);
  useEffect(() => {
    const wasLost = before.current === 'lost';
    before.current = link;
    if (!wasLost || link !== 'live') return;
    setBack(true);
    const timer = setTimeout(() => setBack(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [link]);
  return (
    <div class="banner-place" role="status" aria-live="polite">
      {link === 'lost' && (
        <p class="banner banner-lost">
          <strong>Connection lost.</strong> {heardAt === undefined ? '' : `What you see is from ${formatTime(heardAt)}. `}Trying again…
        </p>
      )}
      {link === 'live' && back && <p class="banner banner-back">Connected again. Everything is up to date.</p>}
    </div>
  );
}
