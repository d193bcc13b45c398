import type { EpochMs } from '@walkout/contracts';
import type { Principal } from './principal.ts';

/** What is noted of a deed. */
export interface Deed {
  /** Staff id; `server` for what the server does by itself, `command` for the command line, `device:ID` for a device. */
  readonly actor: string;
  readonly device?: string | undefined;
  /** In the past tense: `product changed`. */
  readonly action: string;
  readonly subject: string;
  readonly detail?: unknown;
}

/** A deed in the log. */
export interface AuditEntry extends Omit<Deed, 'device' | 'detail'> {
  readonly device?: string;
  /** `null` where there is nothing to say. */
  readonly detail: unknown;
  readonly position: number;
  readonly recordedAt: EpochMs;
}

/** Who does it, as the log has it. */
export function actorOf(principal: Principal): Pick<Deed, 'actor' | 'device'> {
  if (principal.kind === 'staff') return { actor: principal.staff, device: principal.device };
  return principal.kind === 'device' ? { actor: `device:${principal.device}`, device: principal.device } : { actor: 'nobody' };
}

/** What an entry's hash is taken of, after the hash of the entry before: every field, in one order. */
export const sealedText = ({ position, recordedAt, actor, device, action, subject, detail }: AuditEntry): string =>
  JSON.stringify([position, recordedAt, actor, device ?? null, action, subject, detail]);
