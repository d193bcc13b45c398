import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { actorOf } from '../core/access/audit-entry.ts';
import { CODE_LIFETIME } from '../core/access/session-times.ts';
import { AuditEntryView, DeviceImportResult, DeviceView, EnrolmentBody, Invitation, Pin, StaffChangeBody, StaffDraftBody, StaffView } from '../core/access/views.ts';
import { DEVICE_COLUMNS, deviceChanges, deviceRows, readDeviceCsv } from '../core/set-up/device-csv.ts';
import { readStaffCsv, STAFF_COLUMNS, staffChanges, staffRows } from '../core/set-up/staff-csv.ts';
import { CsvBody, ImportResult } from '../core/set-up/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { MOST_CSV_BYTES, readingOf, sendCsv } from './csv-route.ts';
import { ErrorBody, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const StaffParams = closed({ id: Identifier });
const refusals = { 400: ErrorBody, 404: ErrorBody, 409: ErrorBody, ...staffErrors };

/** Who works here. */
export function staffRoutes(app: TypedApp, { office }: Store): void {
  app.get('/api/staff', {
    config: { access: 'manager' },
    schema: { summary: 'Staff, those who work here first', response: { 200: closed({ staff: Type.Array(StaffView) }), ...staffErrors } },
  }, () => ({ staff: office.staff() }));

  app.post('/api/staff', {
    config: { access: 'manager', audited: true },
    schema: { summary: 'Add somebody', body: StaffDraftBody, response: { 200: StaffView, ...refusals } },
  }, ({ body, principal }) => office.add(body, actorOf(principal)));

  app.put('/api/staff/:id', {
    config: { access: 'manager', audited: true },
    schema: { summary: 'Change somebody, or let them go', params: StaffParams, body: StaffChangeBody, response: { 200: StaffView, ...refusals } },
  }, ({ params, body, principal }) => office.change(params.id, body, actorOf(principal)));

  app.put('/api/staff/:id/pin', {
    config: { access: 'manager', audited: true },
    schema: {
      summary: "Set somebody's PIN; ends a lock", params: StaffParams, body: closed({ pin: Pin }),
      response: { 200: closed({ done: Type.Literal(true) }), ...refusals },
    },
  }, async ({ params, body, principal }) => {
    await office.setPin(params.id, body.pin, actorOf(principal));
    return { done: true as const };
  });

  app.get('/api/staff.csv', {
    config: { access: 'manager' },
    schema: { summary: 'Staff as CSV, without PINs', produces: ['text/csv'] },
  }, (_request, reply) => sendCsv(reply, 'staff', { columns: STAFF_COLUMNS, rows: staffRows(office.staff()) }));

  app.post('/api/staff/import', {
    config: { access: 'manager', audited: true },
    bodyLimit: MOST_CSV_BYTES,
    schema: { summary: 'Staff from CSV: all or nothing, or a preview', body: CsvBody, response: { 200: ImportResult, ...refusals } },
  }, ({ body, principal }): ImportResult => {
    const { errors, value } = readingOf(body.csv, (columns, rows) => readStaffCsv(columns, rows, office.staff()));
    if (value === undefined) return { errors: [...errors], changes: [] };
    if (!body.preview) office.edit(value, actorOf(principal));
    return { errors: [], changes: staffChanges(value) };
  });
}

/** What staff sign in on, and what reads codes at the gates. */
export function deviceRoutes(app: TypedApp, store: Store): void {
  const { office, door } = store;
  const enrolled = () => office.devices().filter(({ revokedAt }) => revokedAt === undefined);
  const invitation = (code: string): Invitation => ({ code, link: `/enrol#${code}`, expiresAt: store.clock() + CODE_LIFETIME });
  app.get('/api/devices', {
    config: { access: 'setUp' },
    schema: { summary: 'Enrolled devices', response: { 200: closed({ devices: Type.Array(DeviceView) }), ...staffErrors } },
  }, () => ({ devices: office.devices() }));

  app.post('/api/devices', {
    config: { access: 'setUp', audited: true },
    schema: { summary: 'A one-time code that enrols a device', body: EnrolmentBody, response: { 200: Invitation, ...refusals } },
  }, ({ body, principal }) => {
    if ((body.kind === 'gate') !== (body.gate !== undefined)) throw storeServerError('REQUEST_MALFORMED', 'a gate reader names its gate, and nothing else does');
    if (body.gate !== undefined && !store.plan.gates.some(({ id }) => id === body.gate)) throw storeServerError('GATE_UNKNOWN', `"${body.gate}"`);
    return invitation(door.invite(body, actorOf(principal)));
  });

  app.get('/api/devices.csv', {
    config: { access: 'setUp' },
    schema: { summary: 'Enrolled devices as CSV', produces: ['text/csv'] },
  }, (_request, reply) => sendCsv(reply, 'devices', { columns: DEVICE_COLUMNS, rows: deviceRows(enrolled()) }));

  app.post('/api/devices/import', {
    config: { access: 'setUp', audited: true },
    bodyLimit: MOST_CSV_BYTES,
    schema: { summary: 'One-time codes for the devices of a CSV file: all or nothing, or a preview', body: CsvBody, response: { 200: DeviceImportResult, ...refusals } },
  }, ({ body, principal }): DeviceImportResult => {
    const around = { devices: enrolled(), gates: store.plan.gates.map(({ id }) => id) };
    const { errors, value } = readingOf(body.csv, (columns, rows) => readDeviceCsv(columns, rows, around));
    if (value === undefined) return { errors: [...errors], changes: [], invitations: [] };
    const codes = body.preview ? [] : door.inviteAll(value, actorOf(principal));
    return { errors: [], changes: deviceChanges(value), invitations: codes.map((code, i) => ({ name: value[i]!.name, ...invitation(code) })) };
  });

  app.put('/api/devices/:id', {
    config: { access: 'setUp', audited: true },
    schema: {
      summary: 'Rename a device', params: StaffParams, body: Type.Pick(EnrolmentBody, ['name']), response: { 200: DeviceView, ...refusals },
    },
  }, ({ params, body, principal }) => office.renameDevice(params.id, body.name, actorOf(principal)));

  app.delete('/api/devices/:id', {
    config: { access: 'setUp', audited: true },
    schema: { summary: 'Make a device a stranger again', params: StaffParams, response: { 200: DeviceView, ...refusals } },
  }, ({ params, principal }) => office.revokeDevice(params.id, actorOf(principal)));
}

/** Who did what. */
export function auditRoutes(app: TypedApp, { door }: Store): void {
  app.get('/api/audit', {
    config: { access: 'manager' },
    schema: {
      summary: 'The audit log, newest first', querystring: closed(Page),
      response: { 200: closed({ entries: Type.Array(AuditEntryView), firstBroken: Type.Optional(Type.Integer()) }), ...staffErrors },
    },
  }, ({ query }) => {
    const firstBroken = door.audit.firstBroken();
    return { entries: door.audit.list(query), ...(firstBroken === undefined ? {} : { firstBroken }) };
  });
}
