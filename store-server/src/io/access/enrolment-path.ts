import type { Door } from './door.ts';
import type { Office } from './office.ts';

const FIRST_TABLET = 'Tablet';

/** A page's path with a one-time code: it enrols a tablet and signs the first manager in on it. Whoever runs the server may make one. */
export function enrolmentPath({ door, office }: { readonly door: Door; readonly office: Office }): string {
  const { staff } = office.manager();
  return `/enrol#${door.invite({ name: FIRST_TABLET, kind: 'tablet', staff }, { actor: 'command' })}`;
}
