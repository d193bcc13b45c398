import { createHash } from 'node:crypto';
import type { EpochMs } from '@walkout/contracts';
import { sealedText } from '../../core/access/audit-entry.ts';
import type { AuditEntry, Deed } from '../../core/access/audit-entry.ts';
import type { Database } from '../database/open-database.ts';

interface AuditRow {
  readonly position: number;
  readonly recordedAt: EpochMs;
  readonly actor: string;
  readonly device: string | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
  readonly previous: Buffer;
  readonly sha256: Buffer;
}

export interface AuditPage {
  /** Only entries before this position. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const FIRST = Buffer.alloc(32);
const COLUMNS = `position, recorded_at AS recordedAt, actor, device, action, subject, detail, previous_sha256 AS previous, sha256`;
const seal = (previous: Buffer, entry: AuditEntry): Buffer => createHash('sha256').update(previous).update(sealedText(entry)).digest();
const toEntry = ({ position, recordedAt, actor, device, action, subject, detail }: AuditRow): AuditEntry => ({
  position, recordedAt, actor, ...(device === null ? {} : { device }), action, subject, detail: JSON.parse(detail) as unknown,
});

/** Who did what, when: only ever added to (triggers see to it), each entry sealed by the hash of all before it. */
export function auditLog(database: Database, clock: () => EpochMs) {
  const last = database.prepare('SELECT position, sha256 FROM audit ORDER BY position DESC LIMIT 1');
  const add = database.prepare(`INSERT INTO audit (position, recorded_at, actor, device, action, subject, detail, previous_sha256, sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const page = database.prepare(`SELECT ${COLUMNS} FROM audit WHERE :before IS NULL OR position < :before ORDER BY position DESC LIMIT :limit`);
  const all = database.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY position`);
  const append = database.transaction((deed: Deed) => {
    const { position, sha256 } = (last.get() as { position: number; sha256: Buffer } | undefined) ?? { position: 0, sha256: FIRST };
    const { device, ...rest } = deed;
    const entry: AuditEntry = {
      ...rest, ...(device === undefined ? {} : { device }), detail: deed.detail ?? null, position: position + 1, recordedAt: clock(),
    };
    add.run(entry.position, entry.recordedAt, entry.actor, entry.device ?? null, entry.action, entry.subject,
      JSON.stringify(entry.detail), sha256, seal(sha256, entry));
  });
  return {
    /** Notes a deed; call it inside the transaction of the deed. */
    add: (deed: Deed): void => append(deed),
    /** Newest first. */
    list: ({ before, limit }: AuditPage): AuditEntry[] =>
      (page.all({ before: before ?? null, limit }) as AuditRow[]).map(toEntry),
    /** The position of the first entry that is not as it was written, or whose predecessor is gone; `undefined` when all hold. */
    firstBroken(): number | undefined {
      let previous: Buffer = FIRST;
      let position = 0;
      for (const row of all.iterate() as Iterable<AuditRow>) {
        position += 1;
        const sound = row.position === position && row.previous.equals(previous) && row.sha256.equals(seal(previous, toEntry(row)));
        if (!sound) return position;
        previous = row.sha256;
      }
      return undefined;
    },
  };
}
export type AuditLog = ReturnType<typeof auditLog>;
