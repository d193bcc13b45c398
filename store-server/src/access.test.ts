import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ACCESS } from './core/access/access.ts';
import type { AccessName } from './core/access/access.ts';
import { ROLES } from './core/access/principal.ts';
import { openApp } from './testing/open-app.ts';
import type { OpenApp } from './testing/open-app.ts';

/** Who may use what, written out by hand: what the guard makes of the rules must agree with it. */
const MAY: Record<AccessName, readonly string[]> = {
  public: ['nobody', 'stranger', 'gate', 'tablet', 'associate', 'manager', 'engineer'],
  link: ['nobody', 'stranger', 'gate', 'tablet', 'associate', 'manager', 'engineer'],
  tablet: ['tablet', 'associate', 'manager', 'engineer'],
  gate: ['gate'],
  staff: ['associate', 'manager', 'engineer'],
  till: ['associate', 'manager'],
  setUp: ['manager', 'engineer'],
  manager: ['manager'],
};
const REFUSALS = ['SIGN_IN_NEEDED', 'DEVICE_NEEDED', 'ROLE_MISSING'];

/** What each kind of caller sends with a request; made anew for each, since some requests end what they come with. */
const callers = ({ tablet, gateReader }: OpenApp): Record<string, () => Record<string, string>> => ({
  nobody: () => ({}),
  stranger: () => ({ cookie: 'walkout-device=wrong; walkout-session=wrong', origin: 'http://store:8080' }),
  gate: gateReader,
  tablet: () => tablet(),
  ...Object.fromEntries(ROLES.map((role) => [role, () => tablet(role)])),
});

describe('every route', () => {
  it('names its access, and the rules are those written out here', async () => {
    const { app } = await openApp();
    await app.ready();
    expect(Object.keys(MAY).sort()).toEqual(Object.keys(ACCESS).sort());
    expect(app.routeTable().length).toBeGreaterThan(20);
    for (const { access } of app.routeTable()) expect(ACCESS).toHaveProperty(access);
  });

  it('lets in whom its access names and nobody else, for every kind of caller', { timeout: 400_000 }, async () => {
    const opened = await openApp();
    const { app } = opened;
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const wrong: string[] = [];
    const kinds = Object.entries(callers(opened));
    for (const { method, url, access } of app.routeTable()) {
      const address = `http://127.0.0.1:${port}${url.replace(/:\w+|\*/g, 'x')}`;
      for (const [caller, headersOf] of kinds) {
        const { host: _host, ...headers } = headersOf();
        if ('origin' in headers) headers['origin'] = `http://127.0.0.1:${port}`;
        const answer = await fetch(address, { method, headers, redirect: 'manual' });
        const isJson = answer.headers.get('content-type')?.startsWith('application/json');
        // A live answer never ends: only its head is read.
        const code = isJson && method !== 'HEAD' ? ((await answer.json()) as { code?: string }).code : undefined;
        if (!isJson) await answer.body?.cancel();
        const away = answer.headers.get('location')?.startsWith('/sign-in?next=') ?? false;
        const refused = away || REFUSALS.includes(code ?? '') || (method === 'HEAD' && [401, 403].includes(answer.status));
        if (refused === MAY[access].includes(caller)) wrong.push(`${method} ${url} (${access}) by ${caller}: ${answer.status} ${code ?? ''}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('that names no access keeps the server from starting', async () => {
    const { app } = await openApp();
    app.get('/api/forgotten', () => 'secret');
    await expect(app.ready()).rejects.toMatchObject({ code: 'ROUTE_UNGUARDED', message: expect.stringContaining('/api/forgotten') });
  });

  it('is not even looked for on behalf of a page of another site', async () => {
    const { app, tablet } = await openApp();
    const headers = tablet('manager');
    const post = (more: Record<string, string | undefined>) =>
      app.inject({ method: 'POST', url: '/api/staff', payload: { name: 'Mallory', role: 'manager' }, headers: { ...headers, ...more } as Record<string, string> });
    expect((await post({ origin: 'http://evil.example' })).json()).toMatchObject({ code: 'REQUEST_FOREIGN' });
    expect((await post({ origin: 'null' })).statusCode).toBe(403);
    const { origin: _origin, ...silent } = headers;
    const quiet = (more: object) => app.inject({ method: 'POST', url: '/api/staff', payload: { name: 'Mia', role: 'associate' }, headers: { ...silent, ...more } });
    expect((await quiet({})).json()).toMatchObject({ code: 'REQUEST_FOREIGN' });
    expect((await quiet({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await quiet({ 'sec-fetch-site': 'same-origin' })).json()).toMatchObject({ name: 'Mia' });
  });
});

describe('a live connection', () => {
  it('ends when whoever opened it is signed out', { timeout: 30_000 }, async () => {
    const { app, store, tablet } = await openApp();
    const headers = tablet('associate');
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const { body } = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { cookie: headers.cookie } });
    const [device] = store.office.devices();
    store.office.revokeDevice(device!.device, { actor: 'test' });
    // The server cuts it off at the next heartbeat.
    const readAll = async () => {
      for await (const _chunk of body!);
    };
    await expect(readAll()).rejects.toThrow('terminated');
  });
});
