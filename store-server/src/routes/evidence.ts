import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { EvidenceView } from '../core/evidence/views.ts';
import { storeServerError } from '../errors.ts';
import { viewEvidence } from '../io/evidence/view-evidence.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const ById = closed({ id: Identifier });

/** What a reviewer looks at. */
export function evidenceRoutes(app: TypedApp, { till, evidence, shelfEvents, layouts }: Store): void {
  const ordinalOf = (visit: string): number | undefined => till.visits.find(visit)?.ordinal;

  app.get('/api/visits/:id/evidence', {
    config: { access: 'till' },
    schema: {
      summary: 'The moments that a cart rests on: weights, who it can have been, clips',
      params: ById,
      response: { 200: EvidenceView, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    const visit = till.visits.find(params.id);
    if (visit === undefined) throw storeServerError('VISIT_UNKNOWN', `"${params.id}"`);
    // Who looks before the camera has answered has it asked once more.
    evidence.lookInto(visit);
    return viewEvidence(visit, { evidence, shelfEvents, layout: layouts.current().layout, ordinalOf });
  });

  app.get('/api/clips/:id', {
    config: { access: 'till' },
    schema: {
      summary: 'The pictures of a clip, one JPEG after the other; its index is in the evidence of the visit',
      params: ById,
      produces: ['application/octet-stream'],
      response: { 200: Type.Unsafe<Buffer>(Type.Any()), 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }, reply) => {
    const pictures = evidence.tables.picturesOf(params.id);
    if (pictures === undefined) throw storeServerError('CLIP_UNKNOWN', `"${params.id}"`);
    void reply.type('application/octet-stream');
    return pictures;
  });
}
