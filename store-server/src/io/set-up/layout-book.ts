import { gunzipSync, gzipSync } from 'node:zlib';
import { parseLayout } from '@walkout/contracts';
import type { EpochMs, StoreLayout } from '@walkout/contracts';
import type { Deed } from '../../core/access/audit-entry.ts';
import { layoutChanges } from '../../core/set-up/layout-changes.ts';
import type { Change, Saved } from '../../core/set-up/views.ts';
import { storeServerError } from '../../errors.ts';
import type { AuditLog } from '../access/audit-log.ts';
import type { Database } from '../database/open-database.ts';
import { sha256 } from '../sha256.ts';

/** A version of the layout, without the layout. */
export interface LayoutVersion {
  readonly version: number;
  readonly note: string;
  readonly madeBy: string;
  readonly madeAt: EpochMs;
}
export interface CurrentLayout {
  readonly version: number;
  readonly layout: StoreLayout;
}
/** A change that somebody wants. */
export interface LayoutEdit {
  readonly layout: StoreLayout;
  readonly note: string;
  readonly by: Pick<Deed, 'actor' | 'device'>;
  /** The version that was changed; where another has come meanwhile, the change is refused instead of undoing that one. */
  readonly base?: number | undefined;
}

interface BookOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: () => EpochMs;
}

/** The audit log says what changed; of a whole new store, that it is one. */
const MOST_CHANGES_NOTED = 100;

/**
 * The store layout, version by version. The first comes from `store.json`, and so does another whenever that file says
 * something that no version says; in between it is changed here (docs/decisions/0010-the-layout-lives-in-the-database.md).
 */
export function createLayoutBook({ database, audit, clock }: BookOptions) {
  const latest = database.prepare('SELECT version, body FROM layouts ORDER BY version DESC LIMIT 1');
  const byVersion = database.prepare('SELECT body FROM layouts WHERE version = ?').pluck();
  const bySha256 = database.prepare('SELECT version FROM layouts WHERE sha256 = ?').pluck();
  const page = database.prepare('SELECT version, note, made_by AS madeBy, made_at AS madeAt FROM layouts ORDER BY version DESC LIMIT ?');
  const add = database.prepare('INSERT INTO layouts (version, body, sha256, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)');
  const listeners = new Set<(current: CurrentLayout) => void>();
  const unpack = (body: Buffer): StoreLayout => JSON.parse(gunzipSync(body).toString('utf8')) as StoreLayout;

  const load = (): CurrentLayout | undefined => {
    const row = latest.get() as { version: number; body: Buffer } | undefined;
    return row && { version: row.version, layout: unpack(row.body) };
  };
  let current = load();

  function write({ layout, note, by }: LayoutEdit, changes: readonly Change[]): CurrentLayout {
    const text = JSON.stringify(layout);
    const version = (current?.version ?? 0) + 1;
    database.transaction(() => {
      add.run(version, gzipSync(text), sha256(text), note, by.actor, clock());
      const detail = { note, changes: changes.slice(0, MOST_CHANGES_NOTED), more: Math.max(0, changes.length - MOST_CHANGES_NOTED) };
      audit.add({ ...by, action: 'layout changed', subject: `version ${version}`, detail });
    }).immediate();
    current = { version, layout };
    for (const listener of listeners) listener(current);
    return current;
  }

  return {
    /** What holds now. There is a layout once {@link seed} has been called. */
    current: (): CurrentLayout => current!,
    /** Takes in the layout of a file, unless a version says the same already. @throws WalkoutError LAYOUT_OF_OTHER_STORE */
    seed(layout: StoreLayout): void {
      if (current !== undefined && current.layout.store !== layout.store) {
        throw storeServerError('LAYOUT_OF_OTHER_STORE', `"${layout.store}", and the database is of "${current.layout.store}"`);
      }
      if (bySha256.get(sha256(JSON.stringify(layout))) !== undefined) return;
      write({ layout, note: 'from the layout file', by: { actor: 'server' } }, current === undefined ? [] : layoutChanges(current.layout, layout));
    },
    /**
     * Makes a new version, unless nothing changes.
     *
     * @throws WalkoutError LAYOUT_MALFORMED, LAYOUT_INCONSISTENT, LAYOUT_OF_OTHER_STORE, LAYOUT_STALE
     */
    save(edit: LayoutEdit): Saved {
      const before = current!;
      if (edit.base !== undefined && edit.base !== before.version) throw storeServerError('LAYOUT_STALE', `it is at version ${before.version}, not ${edit.base}`);
      const layout = parseLayout(edit.layout, 'the layout');
      if (layout.store !== before.layout.store) throw storeServerError('LAYOUT_OF_OTHER_STORE', `"${layout.store}"`);
      const changes = layoutChanges(before.layout, layout);
      const { version } = changes.length === 0 ? before : write({ ...edit, layout }, changes);
      return { version, changes };
    },
    /** Newest first. */
    list: (limit: number): LayoutVersion[] => page.all(limit) as LayoutVersion[],
    /** @throws WalkoutError LAYOUT_UNKNOWN */
    at(version: number): StoreLayout {
      const body = byVersion.get(version) as Buffer | undefined;
      if (body === undefined) throw storeServerError('LAYOUT_UNKNOWN', `version ${version}`);
      return unpack(body);
    },
    /** Hears of every new version, after its commit. */
    onChange: (listener: (current: CurrentLayout) => void): void => void listeners.add(listener),
  };
}
export type LayoutBook = ReturnType<typeof createLayoutBook>;
