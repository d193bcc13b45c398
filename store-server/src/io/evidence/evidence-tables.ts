import type { EpochMs } from '@walkout/contracts';
import type { FloorPath } from '../../core/evidence/position-log.ts';
import type { ClipFrameView, ClipView } from '../../core/evidence/views.ts';
import type { Database } from '../database/open-database.ts';

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

type ClipRow = Omit<KeptClip, 'frames'> & { readonly frames: string };

const toClip = (row: ClipRow): KeptClip => ({ ...row, frames: JSON.parse(row.frames) as ClipFrameView[] });

/** Paths of the people near shelf events, and clips. */
export function evidenceTables(database: Database) {
  const setPaths = database.prepare('INSERT OR IGNORE INTO event_paths (event, paths) VALUES (?, ?)');
  const paths = database.prepare('SELECT paths FROM event_paths WHERE event = ?').pluck();
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
  return {
    setPaths: (event: string, went: readonly FloorPath[]): void => void setPaths.run(event, JSON.stringify(went)),
    /** Missing while the time of the event is not over. */
    pathsOf(event: string): readonly FloorPath[] | undefined {
      const found = paths.get(event) as string | undefined;
      return found === undefined ? undefined : (JSON.parse(found) as FloorPath[]);
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
    /** Lets go of the clips that were asked for before a time (this server's clock), save those that wait for a reviewer. @returns how many */
    forgetBefore: (before: EpochMs): number => forgetClips.run({ before }).changes,
  };
}
export type EvidenceTables = ReturnType<typeof evidenceTables>;
