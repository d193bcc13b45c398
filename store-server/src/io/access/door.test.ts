import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { IDLE, LOCK, LONGEST, MOST_FAILURES } from '../../core/access/session-times.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { openDatabase } from '../database/open-database.ts';
import { createDoor } from './door.ts';
import { createOffice } from './office.ts';

const PIN = '402913';
const BY = { actor: 'test' };

function openDoor() {
  const database = openDatabase(join(temporaryFolder(), 'store.db'));
  onTestFinished(() => void database.close());
  const time = { now: 1_000_000 };
  const clock = () => time.now;
  const door = createDoor(database, clock);
  const office = createOffice(database, door, clock);
  const tablet = (staff?: string) => door.enrol(door.invite({ name: 'Tablet', kind: 'tablet', staff }, BY));
  /** Somebody with a PIN and a tablet. */
  async function associate(name = 'Anna') {
    const { staff } = office.add({ name, role: 'associate' }, BY);
    await office.setPin(staff, PIN, BY);
    const { device, secret } = tablet();
    const signIn = async (pin = PIN) => ({ deviceSecret: secret, sessionToken: await door.signIn(staff, pin, device.device) });
    return { staff, device: device.device, secret, signIn };
  }
  return { database, time, door, office, tablet, associate };
}

describe('a device', () => {
  it('is enrolled by its code once, typed in any way, and never by a wrong or an old one', () => {
    const { door, time } = openDoor();
    const code = door.invite({ name: 'Tablet', kind: 'tablet' }, BY);
    const { secret, device } = door.enrol(` ${code.toLowerCase().replace('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')} `);
    expect(door.recognise({ deviceSecret: secret })).toEqual({ kind: 'device', device: device.device, deviceKind: 'tablet' });
    expect(() => door.enrol(code)).toThrowError(expect.objectContaining({ code: 'CODE_INVALID' }));
    expect(() => door.enrol('ABCDE-FGHJK')).toThrowError(expect.objectContaining({ code: 'CODE_INVALID' }));
    const late = door.invite({ name: 'Tablet', kind: 'tablet' }, BY);
    time.now += 3_600_000;
    expect(() => door.enrol(late)).toThrowError(expect.objectContaining({ code: 'CODE_INVALID' }));
  });

  it('is a stranger once it is revoked, with whoever was signed in on it', async () => {
    const { door, office, associate } = openDoor();
    const { device, signIn } = await associate();
    const credentials = await signIn();
    expect(door.recognise(credentials)).toMatchObject({ kind: 'staff', name: 'Anna' });
    office.revokeDevice(device, BY);
    expect(door.recognise(credentials)).toEqual({ kind: 'nobody' });
  });

  it('keeps its secret to itself', async () => {
    const { database, associate } = openDoor();
    const { secret, signIn } = await associate();
    const { sessionToken } = await signIn();
    const file = database.serialize();
    for (const hidden of [secret, sessionToken, PIN]) expect(file.includes(hidden)).toBe(false);
    expect(database.prepare('SELECT pin_hash FROM staff').pluck().get()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('a session', () => {
  it('holds on its own device alone', async () => {
    const { door, tablet, associate } = openDoor();
    const { signIn } = await associate();
    const { sessionToken } = await signIn();
    expect(door.recognise({ deviceSecret: tablet().secret, sessionToken })).toMatchObject({ kind: 'device' });
    expect(door.recognise({ sessionToken })).toEqual({ kind: 'nobody' });
  });

  it('ends when it is idle, and after a shift however busy', async () => {
    const { door, time, associate } = openDoor();
    const { device, signIn } = await associate();
    const idle = await signIn();
    time.now += IDLE - 1;
    expect(door.recognise(idle)).toMatchObject({ kind: 'staff' });
    time.now += 1;
    expect(door.recognise(idle)).toMatchObject({ kind: 'device' });
    const busy = await signIn();
    const startedAt = time.now;
    for (; time.now < startedAt + LONGEST; time.now += IDLE / 2) {
      expect(door.recognise(busy)).toMatchObject({ kind: 'staff' });
      door.use(busy.sessionToken, device);
    }
    expect(door.recognise(busy)).toMatchObject({ kind: 'device' });
  });

  it('ends at sign-out, when somebody else signs in, and when its owner is let go; a new role holds at once', async () => {
    const { door, office, associate } = openDoor();
    const anna = await associate();
    office.manager();
    const first = await anna.signIn();
    const principal = door.recognise(first);
    if (principal.kind !== 'staff') throw new Error('not signed in');
    door.signOut(principal);
    expect(door.recognise(first)).toMatchObject({ kind: 'device' });
    const second = await anna.signIn();
    await anna.signIn();
    expect(door.recognise(second)).toMatchObject({ kind: 'device' });
    const third = await anna.signIn();
    office.change(anna.staff, { name: 'Anna', role: 'engineer', active: true }, BY);
    expect(door.recognise(third)).toMatchObject({ role: 'engineer' });
    office.change(anna.staff, { name: 'Anna', role: 'engineer', active: false }, BY);
    expect(door.recognise(third)).toMatchObject({ kind: 'device' });
    await expect(anna.signIn()).rejects.toMatchObject({ code: 'PIN_WRONG' });
  });
});

describe('a wrong PIN', () => {
  it('locks after five in a row, also for the right one, until the time is over or a manager sets a new one', async () => {
    const { time, office, associate } = openDoor();
    const { staff, signIn } = await associate();
    for (let i = 0; i < MOST_FAILURES; i += 1) await expect(signIn('999999')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await expect(signIn()).rejects.toMatchObject({ code: 'LOCKED_OUT' });
    time.now += LOCK;
    await expect(signIn('999999')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await expect(signIn()).rejects.toMatchObject({ code: 'LOCKED_OUT' });
    await office.setPin(staff, '739104', BY);
    await expect(signIn('739104')).resolves.toHaveProperty('sessionToken');
  });

  it('is counted also among guesses side by side', async () => {
    const { associate } = openDoor();
    const { signIn } = await associate();
    const guesses = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => signIn(String(500_100 + i))));
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'in'));
    expect(codes.filter((code) => code === 'PIN_WRONG')).toHaveLength(MOST_FAILURES);
    expect(codes.filter((code) => code === 'LOCKED_OUT')).toHaveLength(12 - MOST_FAILURES);
  });
});

describe('the office', () => {
  it.each(['111111', '123456', '987654', '890123', '12345', '12345a', ''])('refuses %j as a PIN', async (pin) => {
    const { office } = openDoor();
    await expect(office.setPin(office.manager().staff, pin, BY)).rejects.toMatchObject({ code: 'PIN_WEAK' });
  });

  it('makes a first manager where there is none, and keeps the last one', () => {
    const { office } = openDoor();
    const { staff } = office.manager();
    expect(office.manager().staff).toBe(staff);
    expect(() => office.change(staff, { name: 'Manager', role: 'engineer', active: true }, BY)).toThrowError(expect.objectContaining({ code: 'LAST_MANAGER' }));
    expect(() => office.change(staff, { name: 'Manager', role: 'manager', active: false }, BY)).toThrowError(expect.objectContaining({ code: 'LAST_MANAGER' }));
    office.add({ name: 'Ben', role: 'manager' }, BY);
    expect(office.change(staff, { name: 'Manager', role: 'manager', active: false }, BY)).toMatchObject({ active: false });
  });

  it('adds all or none, and tells names apart', () => {
    const { office } = openDoor();
    expect(() => office.edit([{ name: 'Cleo', role: 'associate', active: true }, { name: 'cleo', role: 'engineer', active: true }], BY))
      .toThrowError(expect.objectContaining({ code: 'STAFF_NAME_TAKEN' }));
    expect(office.staff()).toEqual([]);
  });
});

describe('the audit log', () => {
  it('holds who did what, in order, and never a PIN', async () => {
    const { door, associate } = openDoor();
    const { signIn } = await associate();
    await signIn('999999').catch(() => undefined);
    await signIn();
    const entries = door.audit.list({ limit: 20 }).reverse();
    expect(entries.map(({ action }) => action)).toEqual(['staff added', 'PIN set', 'enrolment code made', 'device enrolled', 'PIN wrong', 'signed in']);
    expect(JSON.stringify(entries)).not.toContain(PIN);
    expect(door.audit.firstBroken()).toBeUndefined();
    expect(door.audit.list({ limit: 1, before: 3 })).toMatchObject([{ position: 2 }]);
  });

  it.each([
    "UPDATE audit SET actor = 'x'", 'DELETE FROM audit',
    "INSERT INTO audit SELECT position + 7, recorded_at, actor, device, action, subject, detail, previous_sha256, sha256 FROM audit LIMIT 1",
    "INSERT INTO audit SELECT (SELECT max(position) + 1 FROM audit), recorded_at, actor, device, action, subject, detail, zeroblob(32), sha256 FROM audit LIMIT 1",
    'INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE position = 1',
  ])('refuses %s', async (sql) => {
    const { database, door, associate } = openDoor();
    await associate();
    expect(() => database.exec(sql)).toThrow(/only added to/);
    expect(door.audit.firstBroken()).toBeUndefined();
  });

  it('shows what was changed after its guards had been taken away', async () => {
    const { database, door, associate } = openDoor();
    await associate();
    database.exec("DROP TRIGGER audit_never_updated; UPDATE audit SET actor = 'nobody' WHERE position = 2");
    expect(door.audit.firstBroken()).toBe(2);
    database.exec('DROP TRIGGER audit_never_deleted; DELETE FROM audit WHERE position = 2');
    expect(door.audit.firstBroken()).toBe(2);
  });
});
