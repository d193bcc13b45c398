import { openRecording } from '@walkout/recordings';
import type { Recording } from '@walkout/recordings';
import type { Cart, Receipt, TruePeople, TrueReceipt } from '@walkout/contracts';
import { progressText } from '../../../scripts/start/progress-text.ts';
import { startStore } from '../../../scripts/start/store-run.ts';
import type { RunResult } from '../../../scripts/start/store-run.ts';
import { scoreFloor } from '../metrics/floor-score.ts';
import { scoreReceipts } from '../metrics/receipt-score.ts';
import type { ReceiptScore } from '../metrics/receipt-score.ts';
import type { SuiteOutcome } from '../suite.ts';

export interface FootageOptions {
  /** Folder of the recording. */
  readonly data: string;
  readonly say: (text: string) => void;
}

const SAY_EVERY_MS = 5_000;

/** Runs every service of the store on a recording, as fast as it goes. */
async function runStore(recording: Recording, say: (text: string) => void): Promise<RunResult> {
  let saidAt = -Infinity;
  const store = await startStore({
    recording,
    speed: Infinity,
    port: 0,
    keepPeople: true,
    onTrouble: (error) => say(`${error.code}: ${error.message}`),
    onProgress(progress) {
      if (performance.now() < saidAt + SAY_EVERY_MS) return;
      saidAt = performance.now();
      say(progressText(progress));
    },
  });
  try {
    return await store.finished;
  } finally {
    await store.stop();
  }
}

interface FootageTruth {
  readonly receipts: readonly TrueReceipt[];
  readonly people: readonly TruePeople[];
}

/** Of a visit that waits for staff, what they are shown is scored as if it had been charged. */
const chargedOf = ({ receipts, carts, inReview }: RunResult): (Cart | Receipt)[] =>
  [...receipts, ...carts.filter((cart) => inReview.includes(cart.visit))];

function shopperScores(run: RunResult, truth: readonly TrueReceipt[]) {
  const charged = chargedOf(run);
  return truth.map(({ visit, lines }) => {
    const { itemPrecision, itemRecall, itemF1 } = scoreReceipts(charged.filter((one) => one.visit === visit), [{ visit, lines }]);
    return { visit, itemPrecision, itemRecall, itemF1 };
  });
}

const worstOf = (wrong: ReceiptScore['wrong'], data: string) =>
  wrong.map(({ visit, product, charged, taken }) => ({
    what: `visit ${visit}: ${product}, ${charged} charged, ${taken} taken`,
    replay: `npm start -- --recording ${data} --speed 1`,
  }));

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Figures of a run beside the truth. */
export function scoreFootage(run: RunResult, truth: FootageTruth, lengthSeconds: number): SuiteOutcome['figures'] & { wrong: ReceiptScore['wrong'] } {
  const items = scoreReceipts(chargedOf(run), truth.receipts);
  const issued = scoreReceipts(run.receipts, truth.receipts);
  const floor = scoreFloor(run.people, truth.people);
  return {
    itemPrecision: items.itemPrecision,
    itemRecall: items.itemRecall,
    itemF1: items.itemF1,
    receipts: issued.receipts,
    receiptsRight: issued.receiptsRight,
    visits: truth.receipts.length,
    reviewRate: share(run.inReview.length, run.inReview.length + run.receipts.length),
    shoppers: shopperScores(run, truth.receipts),
    ...floor,
    realTimeFactor: lengthSeconds / (run.took / 1000),
    startUpSeconds: run.startUp / 1000,
    wrong: items.wrong,
  };
}

/**
 * The whole way from pixels to receipts.
 *
 * @throws WalkoutError as `openRecording` and `startStore` do
 */
export async function footageSuite({ data, say }: FootageOptions): Promise<SuiteOutcome> {
  const recording = await openRecording(data);
  try {
    const truth = { receipts: await recording.truth('receipts'), people: await recording.truth('people') };
    const { startedAt, endedAt } = recording.info;
    const run = await runStore(recording, say);
    const figures = scoreFootage(run, truth, (endedAt - startedAt) / 1000);
    const since = (at: number) => (at - startedAt) / 1000;
    return {
      figures,
      worst: worstOf(figures.wrong, data),
      plots: [{
        title: 'People in the store',
        units: ['s', 'people'],
        curves: [
          { name: 'truth', points: truth.people.map(({ capturedAt, people }) => [since(capturedAt), people.length]) },
          { name: 'found', points: run.people.map(({ capturedAt, people }) => [since(capturedAt), people.length]) },
        ],
      }],
    };
  } finally {
    await recording.close();
  }
}
