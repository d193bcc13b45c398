import type { EpochMs } from '@walkout/contracts';
import type { Admission, AdmissionState } from '../../core/gate/judge-scan.ts';
import type { Payer } from '../../core/payments/payment.ts';
import type { Database } from './open-database.ts';

export type NewAdmission = Omit<Admission, 'entered' | 'state'> & Payer & { readonly credential: Buffer };
type AdmissionRow = Omit<Admission, 'shopper'> & { readonly shopper: string | null };

const SELECT = `SELECT visit, gate, shopper, payment, people, entered, state, admitted_at AS admittedAt FROM admissions`;
const toAdmission = ({ shopper, ...row }: AdmissionRow): Admission => ({ ...row, ...(shopper === null ? {} : { shopper }) });

/** Who was let in for which visit, and what readers were answered. Nothing here opens a transaction: its caller does. */
export function admissionTable(database: Database) {
  const byVisit = database.prepare(`${SELECT} WHERE visit = ?`);
  const payerOf = database.prepare('SELECT provider, source FROM admissions WHERE visit = ?');
  const byCredential = database.prepare(`${SELECT} WHERE credential_sha256 = ? ORDER BY admitted_at DESC, rowid DESC LIMIT 1`);
  const older = database.prepare(`${SELECT} WHERE state = ? AND admitted_at <= ?`);
  const add = database.prepare(`INSERT INTO admissions
    (visit, gate, shopper, credential_sha256, provider, source, payment, people, state, admitted_at)
    VALUES (:visit, :gate, :shopper, :credential, :provider, :source, :payment, :people, 'asking', :admittedAt)`);
  const setState = database.prepare('UPDATE admissions SET state = ? WHERE visit = ?');
  const addPeople = database.prepare('UPDATE admissions SET people = people + ? WHERE visit = ?');
  const enter = database.prepare("UPDATE admissions SET entered = entered + 1, state = 'entered' WHERE visit = ?");
  const sameShopper = database.prepare(`SELECT other.visit FROM admissions AS one JOIN admissions AS other
    ON other.visit <> one.visit AND other.shopper = one.shopper JOIN visits ON visits.visit = other.visit
    WHERE one.visit = ? AND visits.state = 'open' AND other.admitted_at < one.admitted_at`).pluck();
  const answer = database.prepare('SELECT answer FROM scans WHERE scan = ?').pluck();
  const addScan = database.prepare('INSERT OR IGNORE INTO scans (scan, gate, scanned_at, answer) VALUES (?, ?, ?, ?)');
  const found = (row: unknown): Admission | undefined => (row === undefined ? undefined : toAdmission(row as AdmissionRow));
  return {
    find: (visit: string): Admission | undefined => found(byVisit.get(visit)),
    payerOf: (visit: string): Payer | undefined => payerOf.get(visit) as Payer | undefined,
    /** The latest admission on a credential, by its SHA-256. */
    latestOn: (credential: Buffer): Admission | undefined => found(byCredential.get(credential)),
    /** Those in a state since this moment or longer. */
    since: (state: AdmissionState, at: EpochMs): Admission[] => (older.all(state, at) as AdmissionRow[]).map(toAdmission),
    add: ({ shopper, ...admission }: NewAdmission): void => void add.run({ ...admission, shopper: shopper ?? null }),
    setState: (visit: string, state: AdmissionState): void => void setState.run(state, visit),
    addPeople: (visit: string, people: number): void => void addPeople.run(people, visit),
    /** Somebody went through the gate for the visit; false when nobody was let in for it. */
    enter: (visit: string): boolean => enter.run(visit).changes > 0,
    /** Visits of the same shopper that were open before this one and still are. */
    openVisitsOfSameShopper: (visit: string): string[] => sameShopper.all(visit) as string[],
    /** What was answered to a scan. */
    answerTo<Answer>(scan: string): Answer | undefined {
      const text = answer.get(scan) as string | undefined;
      return text === undefined ? undefined : (JSON.parse(text) as Answer);
    },
    keepAnswer: (scan: { readonly scan: string; readonly gate: string; readonly at: EpochMs }, answered: unknown): void =>
      void addScan.run(scan.scan, scan.gate, scan.at, JSON.stringify(answered)),
  };
}
export type AdmissionTable = ReturnType<typeof admissionTable>;
