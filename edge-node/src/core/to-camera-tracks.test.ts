import { expect, it } from 'vitest';
import { toCameraTracks } from './to-camera-tracks.ts';

it('says that nobody is there', () => {
  expect(toCameraTracks({ capturedAt: 5, sequence: 2 }, [])).toEqual({ capturedAt: 5, sequence: 2, tracks: [] });
});

it('rounds to 0.1 px and 0.01, without a minus before zero', () => {
  const { tracks } = toCameraTracks({ capturedAt: 5, sequence: 2 }, [
    { track: 3, box: [1.04, -0.01, 2.06, 3], score: 0.987, keypoints: [{ point: [1.26, 2], confidence: 0.005 }], appearance: [0.12345] },
  ]);
  expect(tracks).toEqual([{ track: 3, box: [1, 0, 2.1, 3], score: 0.99, keypoints: { x: [1.3], y: [2], confidence: [0.01] }, appearance: [0.123] }]);
});
