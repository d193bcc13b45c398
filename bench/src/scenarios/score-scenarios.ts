import { isDoubtful } from '@walkout/contracts';
import type { Cart } from '@walkout/contracts';
import { scoreCalibration } from '../metrics/calibration.ts';
import type { Calibration, Claim } from '../metrics/calibration.ts';
import { scoreFloor } from '../metrics/floor-score.ts';
import type { FloorScore } from '../metrics/floor-score.ts';
import { scoreReceipts } from '../metrics/receipt-score.ts';
import type { ReceiptScore, VisitItems } from '../metrics/receipt-score.ts';
import { explainWrong } from './explain-wrong.ts';
import type { Cause } from './explain-wrong.ts';
import type { Reckoning, ScenarioTruth } from './run-scenario.ts';
import { settled } from './settled.ts';

/** A store that was run, with what is to be scored. */
export interface ScoredRun {
  readonly name: string;
  readonly truth: ScenarioTruth;
  readonly reckoning: Reckoning;
}

export interface WrongLine {
  readonly cause: Cause;
  /** What is wrong, for people. */
  readonly what: string;
  readonly case: string;
  readonly visit: string;
  /** Seconds after the store opened, where an event tells. */
  readonly second: number | undefined;
}

export interface ScenarioScore extends Pick<ReceiptScore, 'itemPrecision' | 'itemRecall' | 'itemF1' | 'receipts' | 'receiptsRight'>, Partial<FloorScore> {
  /** Single items truly carried out. */
  readonly items: number;
  /** As itemF1, with every line that goes to review as a person would settle it. */
  readonly itemF1Settled: number;
  readonly reviewRate: number;
  readonly rightOfUnreviewed: number;
  readonly ece: number;
  readonly realTimeFactor: number;
  readonly wrong: readonly WrongLine[];
}

const within = (name: string, visit: string): string => `${name}/${visit}`;
const named = <Visit extends VisitItems>(name: string, visits: readonly Visit[]) => visits.map(({ visit, lines }) => ({ visit: within(name, visit), lines }));

function claimsOf({ truth, reckoning }: ScoredRun): Claim[] {
  return reckoning.carts.flatMap(({ visit, lines }) => {
    const carried = truth.receipts.find((receipt) => receipt.visit === visit)?.lines ?? [];
    return lines.map(({ product, quantity, probability }): Claim => ({
      probability,
      right: carried.find((line) => line.product === product)?.quantity === quantity,
    }));
  });
}

/** Runs end to end in one sequence, people named apart. */
function floorOf(runs: readonly ScoredRun[]): FloorScore {
  const HOUR = 3_600_000;
  const shifted = <Frame extends { capturedAt: number; people: readonly { person: string }[] }>(frames: readonly Frame[], index: number): Frame[] =>
    frames.map((frame) => ({
      ...frame,
      capturedAt: frame.capturedAt + index * HOUR,
      people: frame.people.map((one) => ({ ...one, person: `${index}/${one.person}` })),
    }));
  return scoreFloor(
    runs.flatMap(({ reckoning }, index) => shifted(reckoning.people, index)),
    runs.flatMap(({ truth }, index) => shifted(truth.people, index)),
  );
}

function wrongLines({ name, truth, reckoning }: ScoredRun): WrongLine[] {
  const { wrong } = scoreReceipts(reckoning.carts, truth.receipts);
  const opened = truth.people[0]?.capturedAt ?? 0;
  return wrong.map((one) => {
    const { cause, at } = explainWrong(one, { truth: truth.events, found: reckoning.events, carts: reckoning.carts, receipts: truth.receipts });
    const { visit, product, charged, taken } = one;
    return { cause, what: `${product}: ${charged} charged, ${taken} carried out`, case: name, visit, second: at === undefined ? undefined : (at - opened) / 1000 };
  });
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** Every figure of a suite from its runs. */
export function scoreScenarios(runs: readonly ScoredRun[]): { readonly score: ScenarioScore; readonly calibration: Calibration } {
  const truth = runs.flatMap(({ name, truth: { receipts } }) => named(name, receipts));
  const carts = runs.flatMap(({ name, reckoning }) => reckoning.carts.map((cart): Cart => ({ ...cart, visit: within(name, cart.visit) })));
  const all = scoreReceipts(carts, truth);
  const unreviewed = carts.filter((cart) => !isDoubtful(cart));
  const wrongVisits = new Set(all.wrong.map(({ visit }) => visit));
  const calibration = scoreCalibration(runs.flatMap(claimsOf));
  const simulated = runs.reduce((sum, run) => sum + run.truth.seconds, 0);
  const reckoned = runs.reduce((sum, { reckoning }) => sum + reckoning.seconds, 0);
  return {
    calibration,
    score: {
      items: truth.reduce((sum, { lines }) => sum + lines.reduce((units, { quantity }) => units + quantity, 0), 0),
      itemPrecision: all.itemPrecision,
      itemRecall: all.itemRecall,
      itemF1: all.itemF1,
      itemF1Settled: scoreReceipts(carts.map((cart) => settled(cart, truth)), truth).itemF1,
      receipts: truth.length,
      receiptsRight: truth.filter(({ visit }) => !wrongVisits.has(visit)).length,
      reviewRate: carts.length === 0 ? 0 : 1 - unreviewed.length / carts.length,
      rightOfUnreviewed: share(unreviewed.filter(({ visit }) => !wrongVisits.has(visit)).length, unreviewed.length),
      ece: calibration.ece,
      ...floorOf(runs),
      realTimeFactor: simulated / reckoned,
      wrong: runs.flatMap(wrongLines),
    },
  };
}
