import { join } from 'node:path';
import { RECORDING_FILES, RECORDING_VERSION } from '@walkout/contracts';
import type { CameraPlace, EpochMs, MessageOf, StoreLayout, TopicName } from '@walkout/contracts';
import { createRecordingWriter } from '../../format/recording-writer.ts';
import { transcode, videoFacts } from '../transcode.ts';
import type { VideoFacts } from '../transcode.ts';
import { readCatalogue } from './catalogue.ts';
import { nanostoreLayout } from './layout.ts';
import { readSource } from './read-source.ts';
import type { NanostoreSource } from './read-source.ts';
import { trueEvents, trueReceipt } from './truth.ts';
import { shelfBatches } from './weights.ts';

const VISIT = 'visit-1';
const CREDENTIAL = 'nanostore-shopper';
/** Gates speak once a second. */
const GATE_EVERY_MS = 1000;

interface Entry<Name extends TopicName> {
  readonly name: Name;
  readonly id: string;
  readonly body: MessageOf<Name>;
  readonly at: EpochMs;
}
type SensorEntry = Entry<'shelfWeights'> | Entry<'gatePassages'>;

function weightEntries(layout: StoreLayout, { traces }: NanostoreSource['parts']): Entry<'shelfWeights'>[] {
  return layout.shelves.flatMap((shelf) =>
    shelfBatches(shelf.plates.map(({ id }) => traces.get(id))).map((body) => ({
      name: 'shelfWeights' as const,
      id: shelf.id,
      body,
      at: body.capturedAt.at(-1)!,
    })),
  );
}

/**
 * The gates' messages. The source has no gates: one shopper is in the store all along, so one passage in at the start and one out
 * at the end are written. They carry nothing about goods.
 */
function gateEntries(startedAt: EpochMs, endedAt: EpochMs): Entry<'gatePassages'>[] {
  const moments = Array.from({ length: Math.ceil((endedAt - startedAt) / GATE_EVERY_MS) }, (_, i) => startedAt + i * GATE_EVERY_MS);
  const speak = (gate: string, passage: MessageOf<'gatePassages'>['passages'][number]) =>
    [...moments, endedAt].map((at) => ({
      name: 'gatePassages' as const,
      id: gate,
      body: { capturedAt: at, passages: at === passage.capturedAt ? [passage] : [] },
      at,
    }));
  return [
    ...speak('entry', { passage: VISIT, capturedAt: startedAt, direction: 'in', credential: CREDENTIAL }),
    ...speak('exit', { passage: `${VISIT}-out`, capturedAt: endedAt, direction: 'out' }),
  ];
}

async function camerasOf({ videos }: NanostoreSource): Promise<Map<string, VideoFacts>> {
  const facts = new Map<string, VideoFacts>();
  for (const [camera, file] of videos) facts.set(camera, await videoFacts(file));
  return facts;
}

export interface ImportOptions {
  /** Is told what is being done. */
  readonly say?: (what: string) => void;
  /** Whether to write the videos as well; they take most of the time. */
  readonly videos?: boolean;
}

/**
 * Sequence cps-test-01 of the AiFi NanoStore as a recording: scales, videos as H.264, layout, planogram and truth.
 *
 * @param source folder with store_meta, gt, video, weights_test1.tar.gz and ground_truth_test01.json
 * @param out    folder of the recording
 * @throws       WalkoutError IMPORT_SOURCE_MISSING, SOURCE_MALFORMED, VIDEO_UNREADABLE, FFMPEG_FAILED, FOLDER_TAKEN, LAYOUT_INCONSISTENT
 */
export async function importNanostore(source: string, out: string, { say = () => undefined, videos: withVideos = true }: ImportOptions = {}): Promise<void> {
  const files = await readSource(source);
  const catalogue = readCatalogue(files.catalogueText, files.catalogueFile);
  const videos = await camerasOf(files);
  const cameras: CameraPlace[] = [...videos].map(([id, { width, height }]) => ({ id, imageSize: { width, height } }));
  const layout = nanostoreLayout(files.parts, catalogue, cameras);
  say(`${layout.shelves.length} shelves, ${layout.products.length} products, ${cameras.length} cameras`);

  const weights = weightEntries(layout, files.parts);
  // Every scale speaks from here on; it is also where the videos begin.
  const startedAt = Math.max(...layout.shelves.map((shelf) => weights.find(({ id }) => id === shelf.id)!.body.capturedAt[0]!));
  const endedAt = Math.max(...weights.map(({ at }) => at));
  const entries: SensorEntry[] = [...weights, ...gateEntries(startedAt, endedAt)];
  entries.sort((a, b) => a.at - b.at);

  const writer = await createRecordingWriter(out, layout);
  for (const entry of entries) {
    // The union's members each fit; TypeScript cannot tell a call for all of them at once.
    if (entry.name === 'shelfWeights') await writer.write(entry.name, entry.id, entry.body, entry.at);
    else await writer.write(entry.name, entry.id, entry.body, entry.at);
  }
  const events = trueEvents(files.truth, catalogue, VISIT);
  for (const event of events) await writer.writeTruth('events', event, event.capturedAt);
  await writer.writeTruth('receipts', trueReceipt(events, VISIT), endedAt);

  for (const [camera, file] of withVideos ? files.videos : []) {
    say(`video of camera ${camera}`);
    await transcode(file, join(out, RECORDING_FILES.video(camera)));
  }
  await writer.close({
    version: RECORDING_VERSION,
    store: layout.store,
    startedAt,
    endedAt,
    cameras: [...videos].map(([camera, { framesPerSecond, frames }]) => ({ camera, framesPerSecond, frames, startedAt })),
  });
}
