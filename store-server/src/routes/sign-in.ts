import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { actorOf } from '../core/access/audit-entry.ts';
import type { StaffPrincipal } from '../core/access/principal.ts';
import { Me, Pin, SignInState } from '../core/access/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** Far more than a person needs, far fewer than a machine would like. */
const SIGN_IN_LIMIT = { max: 30, timeWindow: '1 minute' };
const Code = Type.String({ minLength: 1, maxLength: 40 });
const Done = closed({ done: Type.Literal(true) });
const done = { done: true } as const;

/** Enrolling a device, signing in and out on it. */
export function signInRoutes(app: TypedApp, store: Store): void {
  const { door, office } = store;

  app.get('/api/sign-in', {
    config: { access: 'public' },
    schema: { summary: 'What the sign-in page shows on this device', response: { 200: SignInState } },
  }, ({ principal }) => {
    const device = principal.kind === 'nobody' || principal.device === undefined ? undefined : door.devices.find(principal.device);
    // Who works here is told to devices of the store alone.
    const people = device?.kind === 'tablet' ? door.staff.list().filter(({ active, hasPin }) => active && hasPin) : [];
    return {
      store: store.plan.name,
      ...(device === undefined ? {} : { device: device.name }),
      staff: people.map(({ staff, name }) => ({ staff, name })),
    };
  });

  app.post('/api/enrolment', {
    config: { access: 'public', rateLimit: SIGN_IN_LIMIT },
    schema: {
      summary: 'Use up a one-time code: a tablet gets its cookies, a gate reader its token',
      body: closed({ code: Code }),
      response: {
        200: closed({ device: Identifier, signedIn: Type.Boolean(), token: Type.Optional(Type.String({ description: "a gate reader's bearer token" })) }),
        403: ErrorBody,
      },
    },
  }, ({ body }, reply) => {
    const { device, secret, sessionToken } = door.enrol(body.code);
    if (device.kind === 'gate') return { device: device.device, signedIn: false, token: secret };
    app.keepDevice(reply, secret);
    app.keepSession(reply, sessionToken);
    return { device: device.device, signedIn: sessionToken !== undefined };
  });

  app.post('/api/sign-in', {
    config: { access: 'tablet', rateLimit: SIGN_IN_LIMIT, audited: true },
    schema: {
      summary: 'Sign in on this device',
      body: closed({ staff: Identifier, pin: Pin }),
      response: { 200: Done, ...staffErrors, 423: ErrorBody },
    },
  }, async ({ body, principal }, reply) => {
    const { device } = actorOf(principal);
    if (device === undefined) throw storeServerError('DEVICE_NEEDED', 'a program does not sign in');
    app.keepSession(reply, await door.signIn(body.staff, body.pin, device));
    return done;
  });

  app.post('/api/sign-out', {
    config: { access: 'staff', audited: true },
    schema: { summary: 'Sign out on this device', response: { 200: Done, ...staffErrors } },
  }, ({ principal }, reply) => {
    door.signOut(principal as StaffPrincipal);
    app.keepSession(reply, undefined);
    return done;
  });

  app.get('/api/me', {
    config: { access: 'staff' },
    schema: { summary: 'Who is signed in', response: { 200: Me, ...staffErrors } },
  }, ({ principal }) => {
    const { staff, name, role, device } = principal as StaffPrincipal;
    return { staff, name, role, hasPin: door.staff.find(staff)?.hasPin ?? false, ...(device === undefined ? {} : { device }) };
  });

  app.put('/api/me/pin', {
    config: { access: 'staff', rateLimit: SIGN_IN_LIMIT, audited: true },
    schema: {
      summary: 'Set your own PIN; whoever has one gives it too',
      body: closed({ pin: Pin, current: Type.Optional(Pin) }),
      response: { 200: Done, 400: ErrorBody, 404: ErrorBody, ...staffErrors, 423: ErrorBody },
    },
  }, async ({ body, principal }, reply) => {
    const { staff, device } = principal as StaffPrincipal;
    if (device === undefined) throw storeServerError('DEVICE_NEEDED', 'a program has no PIN');
    // Asked for as at sign-in, so that a tablet left open does not lend itself to guessing.
    if (door.staff.find(staff)?.hasPin) app.keepSession(reply, await door.signIn(staff, body.current ?? '', device));
    await office.setPin(staff, body.pin, actorOf(principal));
    return done;
  });
}
