import { Keyboard } from 'lucide';
import { useLocation } from 'preact-iso/router';
import { Icon } from '../../shared/icon.tsx';
import { HOME, PAGES } from './pages.ts';
import { SignOut } from './sign-out.tsx';
import { useTablet } from './tablet.ts';
import type { LinkState } from './use-board.ts';

const LINK_WORDS: Record<LinkState, string> = { connecting: 'Connecting', live: 'Connected', lost: 'No connection' };

const isAt = (path: string, at: string): boolean => (path === HOME ? at === HOME : at === path || at.startsWith(`${path}/`));

/** The way to every page: at the side of a tablet, at the foot of a phone. */
export function Navigation({ onKeys }: { onKeys: () => void }) {
  const { path: at } = useLocation();
  const { board, link } = useTablet();
  return (
    <nav class="rail" aria-label="Pages">
      <ul>
        {PAGES.map(({ path, name, shortName, icon, waiting }) => {
          const count = board === undefined ? 0 : (waiting?.(board) ?? 0);
          return (
            <li key={path}>
              <a class="rail-item" href={path} aria-current={isAt(path, at) ? 'page' : undefined}
                aria-label={count === 0 ? name : `${name}, ${count} waiting`}>
                <span class="rail-icon">
                  <Icon icon={icon} />
                  {count > 0 && <span class="rail-count number">{count > 99 ? '99+' : count}</span>}
                </span>
                <span class="rail-name">{shortName ?? name}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <div class="rail-foot">
        <SignOut />
        <button type="button" class="rail-item" onClick={onKeys}>
          <span class="rail-icon"><Icon icon={Keyboard} /></span><span class="rail-name">Keys</span>
        </button>
        <p class={`link-state link-${link}`} role="status"><span class="dot" aria-hidden="true" />{LINK_WORDS[link]}</p>
      </div>
    </nav>
  );
}
