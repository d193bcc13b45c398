import { assign } from '@walkout/fusion/core/people/assign.ts';
import { TOLERANCE } from './similarity.ts';
import type { SimilarityFrame } from './similarity.ts';

/** Counts, and shares of them; `MOTP` is the mean similarity of what was matched. */
export interface ClearScore {
  readonly MOTA: number;
  readonly MOTP: number;
  readonly recall: number;
  readonly precision: number;
  readonly TP: number;
  readonly FP: number;
  readonly FN: number;
  /** True people whose track changed. */
  readonly IDSW: number;
  /** Interruptions of true people. */
  readonly Frag: number;
  /** True people matched in more than 80 % of their frames, in 20 to 80 %, in fewer. */
  readonly MT: number;
  readonly PT: number;
  readonly ML: number;
}

/** To stay with the track of the frame before outweighs any similarity. */
const STAY = 1000;

interface History {
  frames: number;
  matched: number;
  beginnings: number;
  /** The track of the last match ever, and of the last frame. */
  lastTrack?: string;
  previousTrack?: string | undefined;
}

/**
 * The CLEAR metrics.
 *
 * @param threshold similarity from which a match counts, in (0, 1]
 * @source          Bernardin & Stiefelhagen, "Evaluating Multiple Object Tracking Performance: the CLEAR MOT Metrics", 2008,
 *                  as computed by TrackEval's `clear.py`
 */
export function scoreClear(sequence: readonly SimilarityFrame[], threshold = 0.5): ClearScore {
  const histories = new Map<string, History>();
  const historyOf = (person: string): History => {
    const history = histories.get(person) ?? { frames: 0, matched: 0, beginnings: 0 };
    histories.set(person, history);
    return history;
  };
  let [TP, FP, FN, IDSW, similaritySum] = [0, 0, 0, 0, 0];
  for (const { truth, tracks, similarity } of sequence) {
    for (const person of truth) historyOf(person).frames++;
    // As TrackEval does, a frame without truth or without tracks does not end what was being tracked.
    if (truth.length === 0 || tracks.length === 0) {
      FP += tracks.length;
      FN += truth.length;
      continue;
    }
    const pairing = assign(
      truth.map((person, g) =>
        tracks.map((track, t) => {
          const alike = similarity[g]![t]!;
          if (!(alike >= threshold - TOLERANCE)) return 0;
          return alike + (historyOf(person).previousTrack === track ? STAY : 0);
        }),
      ),
    );
    const before = new Map(truth.map((person) => [person, historyOf(person).previousTrack]));
    for (const history of histories.values()) history.previousTrack = undefined;
    let matches = 0;
    for (const [g, t] of pairing.entries()) {
      if (t < 0) continue;
      const history = historyOf(truth[g]!);
      const track = tracks[t]!;
      if (history.lastTrack !== undefined && history.lastTrack !== track) IDSW++;
      if (before.get(truth[g]!) === undefined) history.beginnings++;
      history.lastTrack = track;
      history.previousTrack = track;
      history.matched++;
      similaritySum += similarity[g]![t]!;
      matches++;
    }
    TP += matches;
    FN += truth.length - matches;
    FP += tracks.length - matches;
  }
  const shares = [...histories.values()].map(({ frames, matched }) => matched / frames);
  const MT = shares.filter((share) => share > 0.8).length;
  const PT = shares.filter((share) => share >= 0.2).length - MT;
  const Frag = [...histories.values()].reduce((sum, { beginnings }) => sum + Math.max(0, beginnings - 1), 0);
  return {
    MOTA: (TP - FP - IDSW) / Math.max(1, TP + FN),
    MOTP: similaritySum / Math.max(1, TP),
    recall: TP / Math.max(1, TP + FN),
    precision: TP / Math.max(1, TP + FP),
    TP, FP, FN, IDSW, Frag, MT, PT, ML: shares.length - MT - PT,
  };
}
