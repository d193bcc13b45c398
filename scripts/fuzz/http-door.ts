import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { demoLayout } from '@walkout/recordings';
import { buildApp } from '../../store-server/src/app.ts';
import { openDatabase } from '../../store-server/src/io/database/open-database.ts';
import { createStore } from '../../store-server/src/store.ts';
import { door } from './door.ts';
import type { Door } from './door.ts';
import { around } from './schema-arbitrary.ts';

const TOKEN = 'a-token-for-the-fuzzer';
/** A stream that ends when whoever listens goes. */
const ENDLESS = '/api/live';
/** Anything from here on is the server's own fault. */
const SERVER_ERROR = 500;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: object }>> } }>>>>;
}

const routesOf = ({ paths }: OpenApi): Route[] => Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { requestBody }]) => ({ method: method.toUpperCase(), path, body: Object.values(requestBody?.content ?? {})[0]?.schema })));

const ids = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('visit-1', '..', '%2e%2e%2f', "' OR 1=1 --", '\u0000', '9'.repeat(30), 'é', '/etc/passwd'));
const headers = fc.constantFrom({ authorization: `Bearer ${TOKEN}` }, {}, { authorization: 'Bearer x' }, { cookie: 'walkout-device=x; walkout-session=y' });

/** The HTTP API of a store server with a real database, by its own OpenAPI document: every route, with and without rights. */
export async function httpDoor(): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'walkout-fuzz-'));
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  for (const name of ['tablet', 'receipt', 'entry', 'sign-in']) writeFileSync(join(web, `${name}.html`), name);
  const database = openDatabase(join(folder, 'store.db'));
  const logger = pino({ level: 'silent' });
  let now = 1_000_000;
  const store = createStore({ database, layout: demoLayout(), clock: () => now, logger });
  store.start();
  const app = await buildApp({ store, logger, staffToken: TOKEN, webFolder: web });
  await app.ready();
  const document = (app as unknown as { swagger(): OpenApi }).swagger();
  const routes = routesOf(document).filter(({ path }) => path !== ENDLESS);
  const requests = fc.constantFrom(...routes).chain(({ method, path, body }) => fc.record({
    method: fc.oneof({ weight: 9, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH') }),
    url: fc.array(ids, { minLength: 4, maxLength: 4 }).map((values) => path.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(toWellFormed(values.pop() ?? 'x')))),
    query: fc.option(fc.dictionary(fc.constantFrom('state', 'limit', 'before', 'q', 'from', 'to', 'token'), fc.string({ maxLength: 20 })), { nil: undefined }),
    headers,
    payload: method === 'GET' ? fc.constant(undefined) : fc.oneof(body === undefined ? fc.jsonValue() : around(body), fc.jsonValue()).map((value) => JSON.stringify(value)),
    type: fc.constantFrom('application/json', 'text/csv', 'image/png', 'text/plain', 'application/x-www-form-urlencoded'),
  }));
  return door({
    name: 'HTTP API', share: 0.01, inputs: requests,
    async enter(request) {
      // So that limits on rates are not what answers.
      now += 60_000;
      const { statusCode, body } = await app.inject({
        method: request.method as 'GET', url: request.url, ...(request.query === undefined ? {} : { query: request.query }),
        headers: { ...request.headers, ...(request.payload === undefined ? {} : { 'content-type': request.type }), host: 'store:8080', origin: 'http://store:8080' },
        ...(request.payload === undefined ? {} : { payload: request.payload }),
      });
      if (statusCode >= SERVER_ERROR) throw new Error(`${request.method} ${request.url}: ${statusCode} ${body.slice(0, 300)}`);
    },
    async close() {
      await app.close();
      await store.stop();
      database.close();
      rmSync(folder, { recursive: true });
    },
  });
}

/** Half a surrogate pair cannot be written in an address. */
const toWellFormed = (text: string): string => text.replaceAll(/[\ud800-\udfff]/g, '');
