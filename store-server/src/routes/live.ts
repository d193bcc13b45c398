import type { ServerResponse } from 'node:http';
import type { LiveEvents } from '../core/views.ts';
import type { Store } from '../store.ts';
import type { TypedApp } from './route.ts';

const HEARTBEAT_MS = 5_000;
/** A reader this far behind is cut off; it comes back by itself and starts from a snapshot. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 1_000;

/** Writes server-sent events; numbers them 1, 2, 3 … within the connection. */
function createEventWriter(stream: ServerResponse) {
  let id = 0;
  return (name: keyof LiveEvents | 'heartbeat', data: unknown): void => {
    // An old place on the map helps nobody: a slow reader goes without.
    if (name === 'positions' && stream.writableNeedDrain) return;
    stream.write(`id: ${++id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    if (stream.writableLength > MOST_WAITING_BYTES) stream.destroy();
  };
}

/**
 * Live updates by server-sent events. Every connection begins with a whole `snapshot`, so a reader that comes back with any
 * Last-Event-ID has missed nothing that still holds.
 */
export function liveRoutes(app: TypedApp, store: Store): void {
  const streams = new Set<ServerResponse>();
  app.get('/api/live', {
    // The head of an answer without end tells nothing.
    exposeHeadRoute: false,
    config: { access: 'staff' },
    schema: {
      summary: 'Server-sent events: snapshot, then visit, receipt, claims, health, positions, shelves, evidence and heartbeat',
      produces: ['text/event-stream'],
    },
  }, (request, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    stream.write(`retry: ${RETRY_MS}\n\n`);
    const write = createEventWriter(stream);
    write('snapshot', store.snapshot());
    const stopListening = store.live.listen(write);
    const heartbeat = setInterval(() => {
      // Who has been signed out meanwhile hears no more.
      if (app.recognise(request).kind === 'staff') write('heartbeat', {});
      else stream.destroy();
    }, HEARTBEAT_MS);
    streams.add(stream);
    stream.once('close', () => {
      clearInterval(heartbeat);
      stopListening();
      streams.delete(stream);
    });
  });
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
  });
}
