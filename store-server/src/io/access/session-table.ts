import type { EpochMs } from '@walkout/contracts';
import { IDLE, LONGEST } from '../../core/access/session-times.ts';
import type { SessionTimes } from '../../core/access/session-times.ts';
import type { Role } from '../../core/access/principal.ts';
import type { Database } from '../database/open-database.ts';

/** Somebody signed in on a device; name and role are as they are now, not as they were at sign-in. */
export interface Session extends SessionTimes {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
}

/** Who is signed in where. Nothing here opens a transaction: its caller does. */
export function sessionTable(database: Database) {
  const find = database.prepare(`SELECT sessions.staff, name, role, started_at AS startedAt, used_at AS usedAt
    FROM sessions JOIN staff ON staff.staff = sessions.staff WHERE token_sha256 = ? AND device = ? AND active = 1`);
  const add = database.prepare('INSERT INTO sessions (token_sha256, staff, device, started_at, used_at) VALUES (:token, :staff, :device, :now, :now)');
  const use = database.prepare('UPDATE sessions SET used_at = ? WHERE token_sha256 = ?');
  const drop = database.prepare('DELETE FROM sessions WHERE token_sha256 = ?');
  const dropOfDevice = database.prepare('DELETE FROM sessions WHERE device = ?');
  const dropOfStaff = database.prepare('DELETE FROM sessions WHERE staff = ?');
  const dropOld = database.prepare('DELETE FROM sessions WHERE used_at <= ? OR started_at <= ?');
  return {
    /** The session of a token, on the device that it was begun on alone. */
    find: (token: Buffer, device: string): Session | undefined => find.get(token, device) as Session | undefined,
    /** Signs somebody in on a device; whoever was is no longer. */
    begin(token: Buffer, { staff, device, now }: { staff: string; device: string; now: EpochMs }): void {
      dropOfDevice.run(device);
      dropOld.run(now - IDLE, now - LONGEST);
      add.run({ token, staff, device, now });
    },
    setUsed: (token: Buffer, at: EpochMs): void => void use.run(at, token),
    end: (token: Buffer): void => void drop.run(token),
    endOfDevice: (device: string): void => void dropOfDevice.run(device),
    endOfStaff: (staff: string): void => void dropOfStaff.run(staff),
  };
}
export type SessionTable = ReturnType<typeof sessionTable>;
