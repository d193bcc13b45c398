import { scoreClear } from './clear.ts';
import type { ClearScore } from './clear.ts';
import { scoreHota } from './hota.ts';
import type { HotaScore } from './hota.ts';
import { scoreIdentity } from './identity.ts';
import type { IdentityScore } from './identity.ts';
import type { SimilarityFrame } from './similarity.ts';

export type TrackingScore = HotaScore & ClearScore & IdentityScore;

/** All tracking metrics of one sequence; CLEAR and identity at similarity 0.5. */
export const scoreTracking = (frames: readonly SimilarityFrame[]): TrackingScore => ({
  ...scoreHota(frames),
  ...scoreClear(frames),
  ...scoreIdentity(frames),
});
