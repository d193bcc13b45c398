import './set-up.css';
import lazy from 'preact-iso/lazy';
import { useLocation } from 'preact-iso/router';
import type { ComponentType } from 'preact';
import type { Role } from '../../../../src/core/access/principal.ts';
import { Page } from '../shell/page.tsx';
import { StoreFacts } from './store-facts.tsx';
import { useMe } from '../shell/use-me.ts';

interface Section {
  readonly path: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly component: ComponentType;
}

const ROOT = '/tablet/set-up';
/** A section is a file or folder beside this one, and a row here; who may open it is decided by the server, this only hides what would be refused. */
const SECTIONS: readonly Section[] = [
  { path: ROOT, name: 'Store', roles: ['associate', 'manager', 'engineer'], component: StoreFacts },
  { path: `${ROOT}/products`, name: 'Products', roles: ['manager'], component: lazy(() => import('./products/products-section.tsx')) },
  { path: `${ROOT}/layout`, name: 'Layout', roles: ['manager', 'engineer'], component: lazy(() => import('./layout/layout-section.tsx')) },
  { path: `${ROOT}/staff`, name: 'Staff', roles: ['manager'], component: lazy(() => import('./staff-section.tsx')) },
  { path: `${ROOT}/devices`, name: 'Devices', roles: ['manager', 'engineer'], component: lazy(() => import('./devices-section.tsx')) },
  { path: `${ROOT}/log`, name: 'Log', roles: ['manager'], component: lazy(() => import('./log-section.tsx')) },
];

/** What this store is made of, who works in it, and what was changed. */
export default function SetUpPage() {
  const { path } = useLocation();
  const me = useMe();
  const sections = SECTIONS.filter(({ roles }) => me !== undefined && roles.includes(me.role));
  const current = sections.find((section) => section.path === path) ?? sections[0];
  const Current = current?.component;
  return (
    <Page title="Set-up">
      <div class="page-body set-up" role="region" aria-labelledby="page-title" tabIndex={0}>
        <nav class="tabs" aria-label="Set-up">
          {sections.map((section) => (
            <a key={section.path} href={section.path} aria-current={section === current ? 'page' : undefined}>{section.name}</a>
          ))}
        </nav>
        {Current && <Current key={current.path} />}
      </div>
    </Page>
  );
}
