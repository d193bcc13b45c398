import { closed, Identifier } from '@walkout/contracts';
import { Scan, ScanAnswer } from '../core/gate/scan.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** What readers at the gates ask. */
export function gateRoutes(app: TypedApp, store: Store): void {
  const isEntry = (gate: string): boolean => store.plan.gates.some(({ id, kind }) => id === gate && kind === 'entry');

  app.post('/api/gates/:gate/scans', {
    config: { access: 'gate' },
    schema: {
      summary: 'Somebody shows a code or a card at an entry gate: are they let in, and for which visit',
      params: closed({ gate: Identifier }),
      body: Scan,
      response: { 200: ScanAnswer, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params, body, principal }) => {
    if (principal.kind === 'device' && principal.gate !== params.gate) throw storeServerError('DEVICE_NEEDED', `the reader of gate "${params.gate}"`);
    if (!isEntry(params.gate)) throw storeServerError('GATE_UNKNOWN', `"${params.gate}"`);
    return store.gatekeeper.scan(params.gate, body);
  });
}
