import { expect, it } from 'vitest';
import { openApp } from './testing/open-app.ts';

async function openOffice() {
  const opened = await openApp();
  const { store, app } = opened;
  store.office.add({ name: 'Mia', role: 'manager' }, { actor: 'test' });
  const headers = { ...opened.tablet('manager') };
  const send = async (what: 'staff' | 'devices', csv: string, preview = false) =>
    (await app.inject({ method: 'POST', url: `/api/${what}/import`, payload: { csv, preview }, headers })).json();
  const read = async (what: 'staff' | 'devices') => (await app.inject({ url: `/api/${what}.csv`, headers })).body;
  const staff = () => Object.fromEntries(store.office.staff().map(({ name, role, active }) => [name, active ? role : 'gone']));
  return { ...opened, send, read, staff };
}

it('staff come back as they went out', async () => {
  const { send, read } = await openOffice();
  const csv = await read('staff');
  expect(csv.split('\n')).toEqual(['name,role,active', 'manager 1,manager,yes', 'Mia,manager,yes', '']);
  expect(await send('staff', csv)).toEqual({ errors: [], changes: [] });
});

it('staff are added, changed and let go by their name, after a preview that changes nothing', async () => {
  const { send, staff, store } = await openOffice();
  const csv = 'name;role;active\nAnna;engineer;\nmia;associate;\nmanager 1;;yes\nBo;associate;no\n';
  const preview = await send('staff', csv, true);
  expect(preview).toEqual({ errors: [], changes: [
    { part: 'staff', id: 'Anna', change: 'added', fields: [
      { field: 'name', before: '', after: 'Anna' }, { field: 'role', before: '', after: 'engineer' }, { field: 'active', before: '', after: 'yes' },
    ] },
    { part: 'staff', id: 'mia', change: 'changed', fields: [{ field: 'name', before: 'Mia', after: 'mia' }, { field: 'role', before: 'manager', after: 'associate' }] },
  ] });
  expect(staff()).toEqual({ Mia: 'manager', 'manager 1': 'manager' });
  expect(await send('staff', csv)).toEqual(preview);
  expect(staff()).toEqual({ Anna: 'engineer', mia: 'associate', 'manager 1': 'manager' });
  expect(store.door.audit.list({ limit: 2 })).toMatchObject([{ action: 'staff changed' }, { action: 'staff added' }]);
});

it('the only managers may change places', async () => {
  const { send, staff } = await openOffice();
  expect(await send('staff', 'name,role\nmanager 1,associate\nMia,associate\nAnna,manager\n')).toMatchObject({ errors: [] });
  expect(staff()).toEqual({ Anna: 'manager', Mia: 'associate', 'manager 1': 'associate' });
});

it.each([
  ['', ['1']],
  ['role\nmanager', ['1 name']],
  ['name,pin\nMia,123456', ['1 pin']],
  ['name,role,active\nAnna,boss,yes\nBo,,yes\nCy,associate,perhaps\nMia,engineer,\n', ['2 role', '3 role', '4 active']],
  ['name,role\nAnna,associate\nANNA,engineer', ['3 name']],
  ['name,role\nmanager 1,engineer\nMia,associate', ['2 role', '3 role']],
])('staff of %j are refused as a whole, with the lines that are wrong', async (csv, lines) => {
  const { send, staff } = await openOffice();
  const { errors, changes } = await send('staff', csv);
  expect(errors.map(({ line, column }: { line: number; column?: string }) => [line, column].filter(Boolean).join(' '))).toEqual(lines);
  expect(changes).toEqual([]);
  expect(staff()).toEqual({ Mia: 'manager', 'manager 1': 'manager' });
});

it('each new device of a file gets a code that enrols it, and those that are enrolled stay', async () => {
  const { send, read, store } = await openOffice();
  const csv = 'name,kind,gate\nTablet,tablet,\nTill,tablet,\nEntry reader,gate,entry\n';
  expect((await send('devices', csv, true)).invitations).toEqual([]);
  const { errors, changes, invitations } = await send('devices', csv);
  expect([errors, changes.map(({ id }: { id: string }) => id)]).toEqual([[], ['Till', 'Entry reader']]);
  for (const { code } of invitations) store.door.enrol(code);
  expect((await read('devices')).split('\n')).toEqual(['name,kind,gate', 'Entry reader,gate,entry', 'Tablet,tablet,', 'Till,tablet,', '']);
  expect(await send('devices', csv)).toEqual({ errors: [], changes: [], invitations: [] });
});

it('devices that cannot be are told line by line, and none gets a code', async () => {
  const { send, database } = await openOffice();
  const csv = 'name,kind,gate\nA,tablet,entry\nB,gate,nowhere\nC,gate,\nD,scale,\nTablet,gate,entry\nE,tablet,\n';
  const { errors, invitations } = await send('devices', csv);
  expect(errors.map(({ line, column }: { line: number; column: string }) => `${line} ${column}`)).toEqual(['2 gate', '3 gate', '4 gate', '5 kind', '6 name']);
  expect(invitations).toEqual([]);
  expect(database.prepare('SELECT count(*) FROM enrolment_codes').pluck().get()).toBe(0);
});
