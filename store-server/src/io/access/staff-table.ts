import type { EpochMs } from '@walkout/contracts';
import type { Role } from '../../core/access/principal.ts';
import type { Database } from '../database/open-database.ts';

/** Somebody of the staff. */
export interface StaffMember {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  /** Can they sign in by PIN? */
  readonly hasPin: boolean;
  readonly lockedUntil?: EpochMs;
}

interface StaffRow {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  readonly active: 0 | 1;
  readonly pinHash: string | null;
  readonly failures: number;
  readonly lockedUntil: EpochMs | null;
}

const SELECT = 'SELECT staff, name, role, active, pin_hash AS pinHash, failures, locked_until AS lockedUntil FROM staff';
const toMember = ({ staff, name, role, active, pinHash, lockedUntil }: StaffRow): StaffMember => ({
  staff, name, role, active: active === 1, hasPin: pinHash !== null, ...(lockedUntil === null ? {} : { lockedUntil }),
});

/** Staff and what their PINs are checked by. Nothing here opens a transaction: its caller does. */
export function staffTable(database: Database) {
  const all = database.prepare(`${SELECT} ORDER BY active DESC, lower(name)`);
  const byId = database.prepare(`${SELECT} WHERE staff = ?`);
  const add = database.prepare('INSERT INTO staff (staff, name, role, added_at) VALUES (:staff, :name, :role, :addedAt)');
  const change = database.prepare('UPDATE staff SET name = :name, role = :role, active = :active WHERE staff = :staff');
  const setPin = database.prepare('UPDATE staff SET pin_hash = ?, failures = 0, locked_until = NULL WHERE staff = ?');
  const setFailures = database.prepare('UPDATE staff SET failures = ?, locked_until = ? WHERE staff = ?');
  const row = (staff: string) => byId.get(staff) as StaffRow | undefined;
  return {
    /** Those who work here first, by name. */
    list: (): StaffMember[] => (all.all() as StaffRow[]).map(toMember),
    find(staff: string): StaffMember | undefined {
      const found = row(staff);
      return found && toMember(found);
    },
    /** What a PIN is checked against. */
    lock: (staff: string) => row(staff),
    add: (member: Pick<StaffMember, 'staff' | 'name' | 'role'>, addedAt: EpochMs): void =>
      void add.run({ staff: member.staff, name: member.name, role: member.role, addedAt }),
    change: ({ staff, name, role, active }: Pick<StaffMember, 'staff' | 'name' | 'role' | 'active'>): void =>
      void change.run({ staff, name, role, active: active ? 1 : 0 }),
    setPin: (staff: string, pinHash: string): void => void setPin.run(pinHash, staff),
    setFailures: (staff: string, failures: number, lockedUntil: EpochMs | undefined): void =>
      void setFailures.run(failures, lockedUntil ?? null, staff),
  };
}
export type StaffTable = ReturnType<typeof staffTable>;
