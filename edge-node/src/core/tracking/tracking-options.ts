import type { Milliseconds, Probability } from '@walkout/contracts';

/** How sightings become tracks; the configuration's schema describes each field. */
export interface TrackingOptions {
  /** Scores from here on count as high: they may begin a track. */
  readonly highScore: Probability;
  /** Least overlap (intersection over union) with a track's expected box, of a sighting of a high score and of a low one. */
  readonly minimumOverlap: number;
  readonly minimumLowOverlap: number;
  /** A track unseen for longer is over. */
  readonly lostAfterMs: Milliseconds;
  /** Frames in which a track must be seen before it is published. */
  readonly confirmAfter: number;
}
