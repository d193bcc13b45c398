import { StorePlan } from '../core/views.ts';
import type { Store } from '../store.ts';
import { staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** The store itself. */
export function storeRoutes(app: TypedApp, store: Store): void {
  app.get('/api/store', {
    config: { access: 'staff' },
    schema: { summary: 'Floor plan, names and prices', response: { 200: StorePlan, ...staffErrors } },
  }, () => store.plan);
}
