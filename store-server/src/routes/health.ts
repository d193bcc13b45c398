import Type from 'typebox';
import { closed } from '@walkout/contracts';
import type { Store } from '../store.ts';
import type { TypedApp } from './route.ts';

const Alive = closed({ state: Type.Literal('online'), broker: Type.Enum(['connected', 'lost']) });

/** For whoever watches over the process; open to all, and says nothing about anybody. */
export function healthRoutes(app: TypedApp, { live }: Store): void {
  app.get('/api/health', {
    config: { access: 'public' },
    schema: { summary: 'Does the server answer, and does it reach the broker', response: { 200: Alive } },
  }, () => ({ state: 'online' as const, broker: live.health().broker }));
}
