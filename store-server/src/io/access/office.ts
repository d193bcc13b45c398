import type { EpochMs } from '@walkout/contracts';
import type { Deed } from '../../core/access/audit-entry.ts';
import { weaknessOf } from '../../core/access/pin.ts';
import type { Role } from '../../core/access/principal.ts';
import type { StaffEdit } from '../../core/set-up/staff-csv.ts';
import { storeServerError } from '../../errors.ts';
import type { Database } from '../database/open-database.ts';
import type { Device } from './device-table.ts';
import { newId } from './door.ts';
import type { Door } from './door.ts';
import { hashPin } from './pin-hash.ts';
import type { StaffMember } from './staff-table.ts';

type By = Pick<Deed, 'actor' | 'device'>;
/** What people say of a member of staff. */
export interface StaffDraft {
  readonly name: string;
  readonly role: Role;
}

type StaffFacts = StaffDraft & { readonly active: boolean };

const FIRST_MANAGER: StaffDraft = { name: 'Manager', role: 'manager' };

/** Who works here, with which PIN, and on which devices. Every change is in the audit log in the same transaction. */
export function createOffice(database: Database, { staff, devices, sessions, audit }: Door, clock: () => EpochMs) {
  const known = (id: string): StaffMember => {
    const member = staff.find(id);
    if (member === undefined) throw storeServerError('STAFF_UNKNOWN', `"${id}"`);
    return member;
  };
  const knownDevice = (id: string): Device => {
    const device = devices.find(id);
    if (device === undefined) throw storeServerError('DEVICE_UNKNOWN', `"${id}"`);
    return device;
  };
  const needFreeName = (name: string, but?: string) => {
    const taken = staff.list().some((other) => other.active && other.staff !== but && other.name.toLowerCase() === name.toLowerCase());
    if (taken) throw storeServerError('STAFF_NAME_TAKEN', `"${name}"`);
  };
  const activeManagers = () => staff.list().filter(({ active, role }) => active && role === 'manager');

  function add(draft: StaffDraft, by: By): StaffMember {
    needFreeName(draft.name);
    const id = newId();
    staff.add({ ...draft, staff: id }, clock());
    audit.add({ ...by, action: 'staff added', subject: id, detail: draft });
    return known(id);
  }

  function change(id: string, draft: StaffFacts, by: By): StaffMember {
    const before = known(id);
    if (draft.active) needFreeName(draft.name, id);
    const stays = draft.active && draft.role === 'manager';
    if (!stays && activeManagers().every((manager) => manager.staff === id)) throw storeServerError('LAST_MANAGER', before.name);
    staff.change({ ...draft, staff: id });
    if (!draft.active) sessions.endOfStaff(id);
    audit.add({ ...by, action: 'staff changed', subject: id, detail: draft });
    return known(id);
  }

  return {
    staff: () => staff.list(),
    devices: () => devices.list(),
    /** The manager that a link of the command line signs in: the first one, made where there is none. */
    manager: (): StaffMember => activeManagers()[0] ?? add(FIRST_MANAGER, { actor: 'server' }),
    /** @throws WalkoutError STAFF_NAME_TAKEN */
    add: (draft: StaffDraft, by: By): StaffMember => database.transaction(() => add(draft, by)).immediate(),
    /**
     * Changes somebody; who works here no longer is signed out everywhere.
     *
     * @throws WalkoutError STAFF_UNKNOWN, STAFF_NAME_TAKEN, LAST_MANAGER
     */
    change: (id: string, draft: StaffFacts, by: By): StaffMember => database.transaction(() => change(id, draft, by)).immediate(),
    /** Adds and changes people, all or none; managers come before others go. @throws WalkoutError STAFF_NAME_TAKEN, LAST_MANAGER */
    edit(edits: readonly StaffEdit[], by: By): void {
      const isManager = ({ role, active }: StaffEdit): boolean => active && role === 'manager';
      const inOrder = [...edits.filter(isManager), ...edits.filter((each) => !isManager(each))];
      database.transaction(() => {
        for (const { staff: id, name, role, active } of inOrder) {
          if (id === undefined) add({ name, role }, by);
          else change(id, { name, role, active }, by);
        }
      }).immediate();
    },
    /** Sets somebody's PIN, which also ends a lock. @throws WalkoutError STAFF_UNKNOWN, PIN_WEAK */
    async setPin(id: string, pin: string, by: By): Promise<void> {
      known(id);
      const weakness = weaknessOf(pin);
      if (weakness !== undefined) throw storeServerError('PIN_WEAK', weakness);
      const pinHash = await hashPin(pin);
      database.transaction(() => {
        staff.setPin(id, pinHash);
        audit.add({ ...by, action: 'PIN set', subject: id });
      }).immediate();
    },
    /** @throws WalkoutError DEVICE_UNKNOWN */
    renameDevice(id: string, name: string, by: By): Device {
      return database.transaction(() => {
        knownDevice(id);
        devices.rename(id, name);
        audit.add({ ...by, action: 'device renamed', subject: id, detail: { name } });
        return knownDevice(id);
      }).immediate();
    },
    /** The device is a stranger from now on, and whoever is signed in on it is signed out. @throws WalkoutError DEVICE_UNKNOWN */
    revokeDevice(id: string, by: By): Device {
      return database.transaction(() => {
        if (knownDevice(id).revokedAt === undefined) {
          devices.revoke(id, clock());
          sessions.endOfDevice(id);
          audit.add({ ...by, action: 'device revoked', subject: id });
        }
        return knownDevice(id);
      }).immediate();
    },
  };
}
export type Office = ReturnType<typeof createOffice>;
