import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { contractError } from '../errors.ts';

export interface WatchOptions {
  /** TCP port; 0: any free one. */
  readonly port: number;
  /** By default only this machine may look. */
  readonly host?: string;
  /** Why the service cannot do its work just now; empty: it can. */
  readonly troubles: () => readonly string[];
  readonly registry: Registry;
}

/** The door of a service for whoever watches over it. */
export interface Watch {
  readonly url: string;
  close(): Promise<void>;
}

/** Figures of a service, with those of its process: memory, processor, handles, lag of the event loop. */
export function createRegistry(service: string, labels: Readonly<Record<string, string>> = {}): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service, ...labels });
  collectDefaultMetrics({ register: registry });
  return registry;
}

export interface Figure<Value> {
  readonly name: string;
  readonly help: string;
  /** Asked each time that somebody looks. */
  readonly look: () => Value;
}

/** A figure as it stands; as before while it is unknown. */
export function addGauge(registry: Registry, { name, help, look }: Figure<number | undefined>): void {
  new Gauge({
    name, help, registers: [registry],
    collect() {
      const value = look();
      if (value !== undefined) this.set(value);
    },
  });
}

/** What is counted elsewhere: it is set, not added to. */
export function addCounter(registry: Registry, { name, help, look }: Figure<number>): void {
  new Counter({
    name, help, registers: [registry],
    collect() {
      this.reset();
      this.inc(look());
    },
  });
}

/**
 * Serves `/healthz` (the process answers), `/readyz` (503 and the reasons while it cannot do its work) and `/metrics`
 * (Prometheus). Open to whoever reaches the port, and says nothing about anybody.
 *
 * @throws WalkoutError PORT_IN_USE
 */
export async function startWatch({ port, host = '127.0.0.1', troubles, registry }: WatchOptions): Promise<Watch> {
  const server = createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'GET alone\n');
    switch (request.url?.split('?')[0]) {
      case '/healthz': return answer(200, 'ok\n');
      case '/readyz': {
        const reasons = troubles();
        return answer(reasons.length === 0 ? 200 : 503, `${reasons.length === 0 ? 'ready' : reasons.join('\n')}\n`);
      }
      case '/metrics':
        registry.metrics().then((text) => answer(200, text, registry.contentType), (error: Error) => answer(500, `${error.message}\n`));
        return;
      default: return answer(404, 'there are /healthz, /readyz and /metrics\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cause.code === 'EADDRINUSE' || cause.code === 'EACCES' ? contractError('PORT_IN_USE', `${host}:${port} (--watch-port)`) : cause));
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
