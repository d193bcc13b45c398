import Type from 'typebox';
import { closed, StoreLayout } from '@walkout/contracts';
import { actorOf } from '../core/access/audit-entry.ts';
import { isFurniture, layoutChanges } from '../core/set-up/layout-changes.ts';
import { LayoutEditBody, LayoutVersionView, LayoutView, Saved } from '../core/set-up/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const MOST_VERSIONS = 200;
const MOST_LAYOUT_BYTES = 8 * 1024 * 1024;
const refusals = { 400: ErrorBody, 404: ErrorBody, 409: ErrorBody, ...staffErrors };

/** The store's layout and its versions. */
export function layoutRoutes(app: TypedApp, { layouts }: Store): void {
  app.get('/api/layout', {
    config: { access: 'setUp' },
    schema: { summary: 'The layout that holds', response: { 200: LayoutView, ...staffErrors } },
  }, () => layouts.current());

  app.get('/api/layout/store.json', {
    config: { access: 'setUp' },
    schema: { summary: 'The layout as a file, for fusion and edge nodes', response: { 200: StoreLayout, ...staffErrors } },
  }, (_request, reply) => {
    reply.header('content-disposition', 'attachment; filename="store.json"');
    return layouts.current().layout;
  });

  app.get('/api/layout/versions', {
    config: { access: 'setUp' },
    schema: { summary: 'Versions, newest first', response: { 200: closed({ versions: Type.Array(LayoutVersionView) }), ...staffErrors } },
  }, () => ({ versions: layouts.list(MOST_VERSIONS) }));

  app.get('/api/layout/versions/:version', {
    config: { access: 'setUp' },
    schema: {
      summary: 'A version', params: closed({ version: Type.Integer({ minimum: 1 }) }), response: { 200: LayoutView, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => ({ version: params.version, layout: layouts.at(params.version) }));

  app.put('/api/layout', {
    config: { access: 'setUp', audited: true },
    bodyLimit: MOST_LAYOUT_BYTES,
    schema: { summary: 'Make a new version', body: LayoutEditBody, response: { 200: Saved, ...refusals } },
  }, ({ body, principal }) => {
    if (principal.kind === 'staff' && principal.role === 'engineer') {
      const beyond = layoutChanges(layouts.current().layout, body.layout).find((change) => !isFurniture(change));
      if (beyond !== undefined) throw storeServerError('ROLE_MISSING', `${beyond.part} "${beyond.id}" is for managers to change`);
    }
    return layouts.save({ ...body, by: actorOf(principal) });
  });
}
