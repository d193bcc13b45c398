import { parseMotText } from '../metrics/mot-text.ts';
import { boxSimilarity } from '../metrics/similarity.ts';
import type { SimilarityFrame } from '../metrics/similarity.ts';
import { readText } from '../read-data.ts';
import { scoreTracking } from '../metrics/tracking-score.ts';
import type { TrackingScore } from '../metrics/tracking-score.ts';

/**
 * Scores a tracker's output against the truth, both MOT text files, by intersection over union of boxes.
 *
 * @param gt, tracks paths
 * @throws DATA_MISSING, MOT_TEXT_MALFORMED
 */
export async function motSuite({ gt, tracks }: { gt: string; tracks: string }): Promise<TrackingScore> {
  const truth = parseMotText(await readText(gt), gt);
  const found = parseMotText(await readText(tracks), tracks);
  const numbers = [...new Set([...truth.keys(), ...found.keys()])].sort((a, b) => a - b);
  return scoreTracking(
    numbers.map((frame): SimilarityFrame => {
      const [people, boxes] = [truth.get(frame) ?? [], found.get(frame) ?? []];
      return {
        truth: people.map(({ id }) => id),
        tracks: boxes.map(({ id }) => id),
        similarity: people.map((person) => boxes.map((box) => boxSimilarity(person.box, box.box))),
      };
    }),
  );
}
