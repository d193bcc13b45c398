import type { EpochMs } from '@walkout/contracts';
import type { DeviceKind } from '../../core/access/principal.ts';
import type { Database } from '../database/open-database.ts';

/** An enrolled tablet or gate reader. */
export interface Device {
  readonly device: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly gate?: string;
  readonly enrolledAt: EpochMs;
  readonly seenAt: EpochMs;
  readonly revokedAt?: EpochMs;
}

/** What a one-time code makes. */
export interface Enrolment {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly gate?: string | undefined;
  /** Signed in at once on the new device. */
  readonly staff?: string | undefined;
}

type Row<T> = { readonly [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name] };

const SELECT = `SELECT device, name, kind, gate, enrolled_at AS enrolledAt, seen_at AS seenAt, revoked_at AS revokedAt FROM devices`;
const toDevice = ({ gate, revokedAt, ...rest }: Row<Device>): Device => ({
  ...rest, ...(gate === null ? {} : { gate }), ...(revokedAt === null ? {} : { revokedAt }),
});

/** Devices, and the one-time codes that make them. Nothing here opens a transaction: its caller does. */
export function deviceTable(database: Database) {
  const all = database.prepare(`${SELECT} ORDER BY revoked_at IS NOT NULL, lower(name), enrolled_at`);
  const byId = database.prepare(`${SELECT} WHERE device = ?`);
  const bySecret = database.prepare(`${SELECT} WHERE secret_sha256 = ? AND revoked_at IS NULL`);
  const add = database.prepare(`INSERT INTO devices (device, name, kind, gate, secret_sha256, enrolled_at, seen_at)
    VALUES (:device, :name, :kind, :gate, :secret, :now, :now)`);
  const seen = database.prepare('UPDATE devices SET seen_at = ? WHERE device = ?');
  const rename = database.prepare('UPDATE devices SET name = ? WHERE device = ?');
  const revoke = database.prepare('UPDATE devices SET revoked_at = ? WHERE device = ?');
  const addCode = database.prepare(`INSERT INTO enrolment_codes (code_sha256, name, kind, gate, staff, expires_at)
    VALUES (:code, :name, :kind, :gate, :staff, :expiresAt)`);
  const takeCode = database.prepare('DELETE FROM enrolment_codes WHERE code_sha256 = ? RETURNING name, kind, gate, staff, expires_at AS expiresAt');
  const dropCodes = database.prepare('DELETE FROM enrolment_codes WHERE expires_at <= ?');
  return {
    list: (): Device[] => (all.all() as Row<Device>[]).map(toDevice),
    find(device: string): Device | undefined {
      const row = byId.get(device) as Row<Device> | undefined;
      return row && toDevice(row);
    },
    /** The device of a secret, unless it was revoked. */
    ofSecret(secretSha256: Buffer): Device | undefined {
      const row = bySecret.get(secretSha256) as Row<Device> | undefined;
      return row && toDevice(row);
    },
    add: ({ name, kind, gate }: Enrolment, { device, secret, now }: { device: string; secret: Buffer; now: EpochMs }): void =>
      void add.run({ device, name, kind, gate: gate ?? null, secret, now }),
    setSeen: (device: string, at: EpochMs): void => void seen.run(at, device),
    rename: (device: string, name: string): void => void rename.run(name, device),
    revoke: (device: string, at: EpochMs): void => void revoke.run(at, device),
    addCode: ({ name, kind, gate, staff }: Enrolment, code: Buffer, expiresAt: EpochMs): void =>
      void addCode.run({ code, name, kind, gate: gate ?? null, staff: staff ?? null, expiresAt }),
    /** What a code stands for; it stands for nothing afterwards. */
    takeCode(code: Buffer, now: EpochMs): Enrolment | undefined {
      dropCodes.run(now);
      const row = takeCode.get(code) as (Row<Enrolment> & { readonly expiresAt: EpochMs }) | undefined;
      return row && { name: row.name, kind: row.kind, gate: row.gate ?? undefined, staff: row.staff ?? undefined };
    },
  };
}
export type DeviceTable = ReturnType<typeof deviceTable>;
