import { StorePlan } from '../core/views.ts';
import type { Store } from '../store.ts';
import { forStaff, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** The store itself. */
export function storeRoutes(app: TypedApp, { plan }: Store): void {
  app.get('/api/store', {
    schema: { ...forStaff, summary: 'Floor plan, names and prices', response: { 200: StorePlan, ...staffErrors } },
  }, () => plan);
}
