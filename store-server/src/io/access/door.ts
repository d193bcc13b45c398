import { randomBytes } from 'node:crypto';
import type { EpochMs } from '@walkout/contracts';
import type { Deed } from '../../core/access/audit-entry.ts';
import { NOBODY } from '../../core/access/principal.ts';
import type { Principal, StaffPrincipal } from '../../core/access/principal.ts';
import { CODE_LIFETIME, lockedUntil, sessionHolds, USE_GRAIN } from '../../core/access/session-times.ts';
import { storeServerError } from '../../errors.ts';
import type { Database } from '../database/open-database.ts';
import { sha256 } from '../sha256.ts';
import { auditLog } from './audit-log.ts';
import { deviceTable } from './device-table.ts';
import type { Device, Enrolment } from './device-table.ts';
import { isPin } from './pin-hash.ts';
import { newCode, newSecret, readCode } from './secret-text.ts';
import { sessionTable } from './session-table.ts';
import { staffTable } from './staff-table.ts';

/** What a request shows of itself. */
export interface Credentials {
  readonly deviceSecret?: string | undefined;
  readonly sessionToken?: string | undefined;
}

/** A device that has just been enrolled; its secret is told this once. */
export interface Enrolled {
  readonly device: Device;
  readonly secret: string;
  /** Where the code also signed somebody in. */
  readonly sessionToken?: string;
}

const ID_BYTES = 6;
/** An id for staff or a device. */
export const newId = (): string => randomBytes(ID_BYTES).toString('hex');

/** Who comes in: enrols devices, signs staff in and out on them, and says whom a request comes from. */
export function createDoor(database: Database, clock: () => EpochMs) {
  const staff = staffTable(database);
  const devices = deviceTable(database);
  const sessions = sessionTable(database);
  const audit = auditLog(database, clock);

  function principalOn(device: Device, sessionToken: string | undefined): Principal {
    const { kind: deviceKind, gate } = device;
    const alone: Principal = { kind: 'device', device: device.device, deviceKind, ...(gate === undefined ? {} : { gate }) };
    if (sessionToken === undefined) return alone;
    const token = sha256(sessionToken);
    const session = sessions.find(token, device.device);
    if (session === undefined) return alone;
    const now = clock();
    if (!sessionHolds(session, now)) {
      sessions.end(token);
      return alone;
    }
    return { kind: 'staff', staff: session.staff, name: session.name, role: session.role, device: device.device };
  }

  function begin(staffId: string, device: string, now: EpochMs): string {
    const token = newSecret();
    sessions.begin(sha256(token), { staff: staffId, device, now });
    return token;
  }

  function invite(enrolment: Enrolment, by: Pick<Deed, 'actor' | 'device'>): string {
    const code = newCode();
    devices.addCode(enrolment, sha256(readCode(code)), clock() + CODE_LIFETIME);
    audit.add({ ...by, action: 'enrolment code made', subject: enrolment.name, detail: enrolment });
    return code;
  }

  return {
    staff, devices, sessions, audit,
    /** Whom these credentials belong to; nobody where they do not hold. */
    recognise({ deviceSecret, sessionToken }: Credentials): Principal {
      if (deviceSecret === undefined) return NOBODY;
      const device = devices.ofSecret(sha256(deviceSecret));
      if (device === undefined) return NOBODY;
      const now = clock();
      if (now - device.seenAt >= USE_GRAIN) devices.setSeen(device.device, now);
      return principalOn(device, sessionToken);
    },
    /** Something was done in a session: it does not grow idle. */
    use(sessionToken: string, device: string): void {
      const token = sha256(sessionToken);
      const now = clock();
      const session = sessions.find(token, device);
      if (session !== undefined && now - session.usedAt >= USE_GRAIN) sessions.setUsed(token, now);
    },
    /** A one-time code that enrols a device. */
    invite: (enrolment: Enrolment, by: Pick<Deed, 'actor' | 'device'>): string => database.transaction(() => invite(enrolment, by)).immediate(),
    /** A code for each, or for none. */
    inviteAll: (enrolments: readonly Enrolment[], by: Pick<Deed, 'actor' | 'device'>): string[] =>
      database.transaction(() => enrolments.map((enrolment) => invite(enrolment, by))).immediate(),
    /** Uses up a code. @throws WalkoutError CODE_INVALID */
    enrol(typed: string): Enrolled {
      return database.transaction((): Enrolled => {
        const now = clock();
        const enrolment = devices.takeCode(sha256(readCode(typed)), now);
        if (enrolment === undefined) throw storeServerError('CODE_INVALID', 'it is mistyped, used already, or too old');
        const [device, secret] = [newId(), newSecret()];
        devices.add(enrolment, { device, secret: sha256(secret), now });
        audit.add({ actor: `device:${device}`, device, action: 'device enrolled', subject: device, detail: enrolment });
        const member = enrolment.staff === undefined ? undefined : staff.find(enrolment.staff);
        if (!member?.active) return { device: devices.find(device)!, secret };
        audit.add({ actor: member.staff, device, action: 'signed in by code', subject: member.staff });
        return { device: devices.find(device)!, secret, sessionToken: begin(member.staff, device, now) };
      }).immediate();
    },
    /**
     * Signs somebody in by PIN. A wrong PIN counts before it is checked, so that guesses side by side are counted as well.
     *
     * @returns the session's token
     * @throws  WalkoutError PIN_WRONG, LOCKED_OUT
     */
    async signIn(staffId: string, pin: string, device: string): Promise<string> {
      const lock = staff.lock(staffId);
      const now = clock();
      if (lock === undefined || lock.active === 0 || lock.pinHash === null) throw storeServerError('PIN_WRONG', 'nobody signs in like that');
      if (lock.lockedUntil !== null && lock.lockedUntil > now) {
        throw storeServerError('LOCKED_OUT', `${Math.ceil((lock.lockedUntil - now) / 60_000)} more minutes`);
      }
      const until = lockedUntil(lock.failures + 1, now);
      staff.setFailures(staffId, lock.failures + 1, until);
      if (!(await isPin(lock.pinHash, pin))) {
        audit.add({ actor: 'nobody', device, action: until === undefined ? 'PIN wrong' : 'PIN wrong, locked', subject: staffId });
        throw storeServerError('PIN_WRONG', until === undefined ? `as ${lock.name}` : `as ${lock.name}, too often: locked for a while`);
      }
      return database.transaction(() => {
        staff.setFailures(staffId, 0, undefined);
        audit.add({ actor: staffId, device, action: 'signed in', subject: staffId });
        return begin(staffId, device, now);
      }).immediate();
    },
    signOut({ staff: staffId, device }: StaffPrincipal): void {
      if (device === undefined) return;
      sessions.endOfDevice(device);
      audit.add({ actor: staffId, device, action: 'signed out', subject: staffId });
    },
  };
}
export type Door = ReturnType<typeof createDoor>;
