import type { EpochMs, ShelfEvent } from '@walkout/contracts';
import type { FloorPath } from '../../core/evidence/position-log.ts';
import type { ClipFrameView, ClipView } from '../../core/evidence/views.ts';
import type { Database } from '../database/open-database.ts';

/** A shelf event; without paths while its time is not over. */
export interface KeptEvent {
  readonly event: ShelfEvent;
  readonly paths?: readonly FloorPath[];
}
export interface KeptClip {
  readonly clip: string;
  readonly visit: string;
  readonly event: string;
  readonly camera: string;
  readonly state: ClipView['state'];
  readonly frames: readonly ClipFrameView[];
  /** Wall time. */
  readonly askedAt: EpochMs;
}

interface EventRow { readonly body: string; readonly paths: string | null }
type ClipRow = Omit<KeptClip, 'frames'> & { readonly frames: string };

const toEvent = ({ body, paths }: EventRow): KeptEvent =>
  ({ event: JSON.parse(body) as ShelfEvent, ...(paths === null ? {} : { paths: JSON.parse(paths) as FloorPath[] }) });
const toClip = (row: ClipRow): KeptClip => ({ ...row, frames: JSON.parse(row.frames) as ClipFrameView[] });

/** Shelf events and clips. */
export function evidenceTables(database: Database) {
  const addEvent = database.prepare('INSERT OR IGNORE INTO shelf_events (event, settled_at, body) VALUES (?, ?, ?)');
  const setPaths = database.prepare('UPDATE shelf_events SET paths = ? WHERE event = ?');
  const event = database.prepare('SELECT body, paths FROM shelf_events WHERE event = ?');
  const columns = 'clip, visit, event, camera, state, frames, asked_recorded_at AS askedAt';
  const clip = database.prepare(`SELECT ${columns} FROM clips WHERE clip = ?`);
  const clips = database.prepare(`SELECT ${columns} FROM clips WHERE visit = ? ORDER BY rowid`);
  const ask = database.prepare(`INSERT INTO clips (clip, visit, event, camera, state, asked_recorded_at)
    VALUES (:clip, :visit, :event, :camera, 'asked', :askedAt)
    ON CONFLICT (clip) DO UPDATE SET asked_recorded_at = :askedAt WHERE state = 'asked'`);
  const keep = database.prepare("UPDATE clips SET state = ?, frames = ?, pictures = ? WHERE clip = ? AND state = 'asked'");
  const pictures = database.prepare('SELECT pictures FROM clips WHERE clip = ?').pluck();
  const forgetClips = database.prepare(`DELETE FROM clips WHERE asked_recorded_at < :before AND NOT EXISTS
    (SELECT 1 FROM visits WHERE visits.visit = clips.visit AND visits.state = 'review')`);
  const forgetVisit = database.prepare('DELETE FROM clips WHERE visit = ?');
  const forgetEvents = database.prepare('DELETE FROM shelf_events WHERE settled_at < ?');
  return {
    /** False when it was known. */
    addEvent: (said: ShelfEvent): boolean => addEvent.run(said.event, said.settledAt, JSON.stringify(said)).changes > 0,
    setPaths: (id: string, paths: readonly FloorPath[]): void => void setPaths.run(JSON.stringify(paths), id),
    event(id: string): KeptEvent | undefined {
      const row = event.get(id) as EventRow | undefined;
      return row && toEvent(row);
    },
    clip(id: string): KeptClip | undefined {
      const row = clip.get(id) as ClipRow | undefined;
      return row && toClip(row);
    },
    clipsOf: (visit: string): KeptClip[] => (clips.all(visit) as ClipRow[]).map(toClip),
    askFor: (wanted: Pick<KeptClip, 'clip' | 'visit' | 'event' | 'camera' | 'askedAt'>): void => void ask.run(wanted),
    keepClip(id: string, frames: readonly ClipFrameView[], jpegs: Buffer): void {
      keep.run(frames.length === 0 ? 'gone' : 'kept', JSON.stringify(frames), jpegs, id);
    },
    picturesOf: (id: string): Buffer | undefined => (pictures.get(id) as Buffer | null | undefined) ?? undefined,
    /** Lets go of the clips of visits that are decided and of events, both older than a time. @returns how many clips went */
    forget(before: EpochMs): number {
      forgetEvents.run(before);
      return forgetClips.run({ before }).changes;
    },
    forgetVisit: (visit: string): void => void forgetVisit.run(visit),
  };
}
export type EvidenceTables = ReturnType<typeof evidenceTables>;
