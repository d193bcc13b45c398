import { createHash } from 'node:crypto';
import { project } from '@walkout/contracts';
import type { ClipPart, ClipRequest, EpochMs, FusionStatus, Milliseconds, Positions, Probability, ShelfEvent, StoreLayout } from '@walkout/contracts';
import { bestCameras } from '../../core/evidence/best-cameras.ts';
import type { CameraView } from '../../core/evidence/best-cameras.ts';
import { doubtfulEvents } from '../../core/evidence/doubtful-events.ts';
import { createPositionLog } from '../../core/evidence/position-log.ts';
import type { FloorPath } from '../../core/evidence/position-log.ts';
import type { Visit } from '../../core/visit.ts';
import type { Database } from '../database/open-database.ts';
import type { ShelfEventTable } from '../database/shelf-event-table.ts';
import { createClipAssembly } from './clip-assembly.ts';
import { evidenceTables } from './evidence-tables.ts';

export interface EvidenceOptions {
  readonly database: Database;
  /** As it is now. */
  readonly layout: () => StoreLayout;
  readonly shelfEvents: ShelfEventTable;
  readonly reviewBelow: Probability;
  /** Wall time: how long ago a camera was asked. */
  readonly clock: () => EpochMs;
  /** Something that a reviewer of this visit looks at has come. */
  readonly onEvidence: (visit: string) => void;
}
export type AskCamera = (camera: string, request: ClipRequest) => void;

/** Of an event that took long its end is what decides. */
const BEFORE_MS: Milliseconds = 2_500;
const AFTER_MS: Milliseconds = 1_500;
const LONGEST_MS: Milliseconds = 12_000;
/** Height of the middle of a body that reaches into a shelf, m. */
const BODY_HEIGHT = 1.1;
/** A camera that has not answered for so long is asked again. */
const ASK_AGAIN_MS: Milliseconds = 15_000;

const windowOf = ({ startedAt, settledAt }: ShelfEvent) => {
  const to = settledAt + AFTER_MS;
  return { from: Math.max(startedAt - BEFORE_MS, to - LONGEST_MS), to };
};
const clipIdOf = (...parts: readonly string[]): string => `c-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20)}`;

/** Where a path appears in a camera's image. */
function subjectOf({ points }: Pick<FloorPath, 'points'>, { calibration }: CameraView['camera']): ClipRequest['subject'] {
  return points.flatMap(([at, x, y]) => {
    const point = project(calibration, [x, y, BODY_HEIGHT]);
    return point === undefined ? [] : [{ at, point: [Math.round(point[0]), Math.round(point[1])] }];
  });
}

/** Events that visits wait for; what hands pass on is no shelf's event and never comes. */
const MOST_WANTED = 200;

/**
 * What a doubtful cart is judged by. Shelf events are kept as they come; as soon as a line of a cart is in doubt the best cameras
 * are asked for the moment, so that the clip is there before a reviewer is, and before the camera has forgotten.
 */
export function createEvidence({ database, layout, shelfEvents, reviewBelow, clock, onEvidence }: EvidenceOptions) {
  const tables = evidenceTables(database);
  const log = createPositionLog();
  const assembly = createClipAssembly();
  /** Events whose time is not over, and visits that wait for an event. */
  const unfinished = new Map<string, ShelfEvent>();
  const wanted = new Map<string, Set<string>>();
  let ask: AskCamera = () => {};
  let now: EpochMs = 0;

  const viewsOf = (event: ShelfEvent): readonly CameraView[] =>
    bestCameras(layout().cameras, { place: event.place, facing: layout().shelves.find(({ id }) => id === event.shelf)?.facing ?? 0 });

  function askCameras(visit: string, event: ShelfEvent, paths: readonly FloorPath[]): void {
    const path = paths.find((candidate) => candidate.visit === visit) ?? { points: [] };
    for (const { camera } of viewsOf(event)) {
      const clip = clipIdOf(visit, event.event, camera.id);
      const known = tables.clip(clip);
      if (known !== undefined && (known.state !== 'asked' || clock() - known.askedAt < ASK_AGAIN_MS)) continue;
      tables.askFor({ clip, visit, event: event.event, camera: camera.id, askedAt: clock() });
      ask(camera.id, { request: clip, ...windowOf(event), subject: subjectOf(path, camera) });
    }
  }

  /** Asks for an event as soon as it is known and over. */
  function want(visit: string, id: string): void {
    const [event, paths] = [shelfEvents.find(id), tables.pathsOf(id)];
    if (event !== undefined && paths !== undefined) return askCameras(visit, event, paths);
    wanted.set(id, (wanted.get(id) ?? new Set()).add(visit));
    if (wanted.size > MOST_WANTED) wanted.delete(wanted.keys().next().value!);
  }

  function finish(event: ShelfEvent): void {
    const { from, to } = windowOf(event);
    unfinished.delete(event.event);
    const paths = log.paths(new Set(event.people.map(({ person }) => person)), from, to);
    tables.setPaths(event.event, paths);
    for (const visit of wanted.get(event.event) ?? []) askCameras(visit, event, paths);
    wanted.delete(event.event);
  }

  function advance(to: EpochMs): void {
    now = Math.max(now, to);
    for (const event of [...unfinished.values()]) if (windowOf(event).to <= now) finish(event);
  }

  return {
    tables,
    viewsOf,
    /** What asks a camera; until it is there, and whenever the broker is away, asking is left for later. */
    connect(camera: AskCamera): void {
      ask = camera;
    },
    takeShelfEvent(event: ShelfEvent): void {
      shelfEvents.put(event);
      if (tables.pathsOf(event.event) !== undefined) return;
      unfinished.set(event.event, event);
      advance(now);
    },
    takePositions(positions: Positions): void {
      log.add(positions);
      advance(positions.capturedAt);
    },
    takeFusionStatus({ state, watermark }: FusionStatus): void {
      advance(state === 'online' ? (watermark ?? 0) : Infinity);
      // Another recording may begin with an earlier time.
      if (state !== 'online') now = 0;
    },
    takeClipPart(part: ClipPart): void {
      const complete = assembly.add(part);
      if (complete === undefined) return;
      const known = tables.clip(part.request);
      if (known === undefined) return;
      tables.keepClip(part.request, complete.frames, complete.pictures);
      onEvidence(known.visit);
    },
    /** Sees to it that whatever is doubtful in a cart can be looked at. */
    lookInto({ visit, cart, state }: Visit): void {
      if (cart === undefined || state === 'settled') return;
      for (const event of doubtfulEvents(cart, reviewBelow)) want(visit, event);
    },
  };
}
export type Evidence = ReturnType<typeof createEvidence>;
