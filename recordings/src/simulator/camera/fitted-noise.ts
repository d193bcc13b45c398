import type { PoseNoise } from './pose-noise.ts';

/**
 * Noise of our own networks on pictures whose truth is known. Written by `npm run fit-noise`; not by hand.
 *
 * @source demo store, seed 1, 780 frames of each camera; person-detector 0.5.0 00dda6b2, person-pose 0.5.0 4dbf8b1d
 */
export const FITTED_NOISE: PoseNoise = {
  joints: {
    face: {
      seen: {
        confidence: [0, 0.04, 0.08, 0.16, 0.29, 0.49, 0.68, 0.8, 0.88, 0.92, 0.98],
        error: [{ median: 0.0301, spread: 0.5766 }, { median: 0.0279, spread: 0.7222 }, { median: 0.0214, spread: 0.7745 }, { median: 0.018, spread: 0.6587 }, { median: 0.0141, spread: 0.6421 }],
      },
      hidden: {
        confidence: [0.01, 0.08, 0.32, 0.51, 0.61, 0.69, 0.76, 0.8, 0.84, 0.88, 0.97],
        error: [{ median: 0.0556, spread: 0.5944 }, { median: 0.0375, spread: 0.5142 }, { median: 0.0502, spread: 0.5254 }, { median: 0.0456, spread: 0.5201 }, { median: 0.0476, spread: 0.4379 }],
      },
    },
    shoulder: {
      seen: {
        confidence: [0, 0.12, 0.46, 0.72, 0.82, 0.88, 0.91, 0.93, 0.94, 0.95, 0.99],
        error: [{ median: 0.0343, spread: 1.0585 }, { median: 0.0182, spread: 1.0035 }, { median: 0.0139, spread: 0.6097 }, { median: 0.0123, spread: 0.5486 }, { median: 0.0112, spread: 0.5285 }],
      },
      hidden: {
        confidence: [0.01, 0.09, 0.16, 0.28, 0.41, 0.5, 0.62, 0.7, 0.76, 0.81, 0.94],
        error: [{ median: 0.0947, spread: 0.6061 }, { median: 0.0536, spread: 1.15 }, { median: 0.0447, spread: 1.4063 }, { median: 0.0412, spread: 1.4709 }, { median: 0.03, spread: 1.7028 }],
      },
    },
    elbow: {
      seen: {
        confidence: [0.01, 0.11, 0.3, 0.52, 0.67, 0.75, 0.8, 0.83, 0.86, 0.89, 0.97],
        error: [{ median: 0.0518, spread: 0.83 }, { median: 0.0287, spread: 1.0052 }, { median: 0.0227, spread: 0.687 }, { median: 0.0186, spread: 0.5306 }, { median: 0.0153, spread: 0.5163 }],
      },
      hidden: {
        confidence: [0.02, 0.11, 0.22, 0.33, 0.45, 0.55, 0.63, 0.71, 0.78, 0.83, 0.91],
        error: [{ median: 0.0771, spread: 1.2307 }, { median: 0.0556, spread: 1.4194 }, { median: 0.0426, spread: 1.5805 }, { median: 0.0334, spread: 0.8626 }, { median: 0.0216, spread: 0.8187 }],
      },
      atWork: {
        confidence: [0.01, 0.1, 0.15, 0.28, 0.36, 0.46, 0.61, 0.69, 0.75, 0.81, 0.92],
        error: [{ median: 0.1322, spread: 0.5187 }, { median: 0.094, spread: 0.4066 }, { median: 0.0676, spread: 0.4934 }, { median: 0.0462, spread: 0.3505 }, { median: 0.0358, spread: 0.4558 }],
      },
    },
    wrist: {
      seen: {
        confidence: [0, 0.06, 0.15, 0.3, 0.48, 0.65, 0.77, 0.85, 0.9, 0.94, 0.99],
        error: [{ median: 0.0827, spread: 0.7793 }, { median: 0.0432, spread: 1.2346 }, { median: 0.0238, spread: 1.0462 }, { median: 0.0168, spread: 0.6068 }, { median: 0.0132, spread: 0.5161 }],
      },
      hidden: {
        confidence: [0.01, 0.08, 0.15, 0.27, 0.41, 0.53, 0.63, 0.72, 0.79, 0.85, 0.96],
        error: [{ median: 0.1097, spread: 0.5846 }, { median: 0.0691, spread: 1.0272 }, { median: 0.0478, spread: 1.1795 }, { median: 0.0318, spread: 0.8033 }, { median: 0.0225, spread: 0.7506 }],
      },
      atWork: {
        confidence: [0.01, 0.02, 0.04, 0.06, 0.1, 0.17, 0.26, 0.38, 0.5, 0.63, 0.94],
        error: [{ median: 0.2181, spread: 0.3637 }, { median: 0.2117, spread: 0.5106 }, { median: 0.0701, spread: 1.1105 }, { median: 0.071, spread: 0.9743 }, { median: 0.0653, spread: 0.3935 }],
      },
    },
    hip: {
      seen: {
        confidence: [0, 0.1, 0.3, 0.56, 0.69, 0.76, 0.81, 0.85, 0.88, 0.91, 0.97],
        error: [{ median: 0.0345, spread: 0.7906 }, { median: 0.0273, spread: 0.6907 }, { median: 0.0228, spread: 0.5587 }, { median: 0.0191, spread: 0.5831 }, { median: 0.0131, spread: 0.6486 }],
      },
      hidden: {
        confidence: [0.01, 0.11, 0.2, 0.32, 0.42, 0.51, 0.58, 0.65, 0.7, 0.76, 0.91],
        error: [{ median: 0.0646, spread: 0.6711 }, { median: 0.0471, spread: 0.4909 }, { median: 0.0442, spread: 0.5284 }, { median: 0.04, spread: 0.5359 }, { median: 0.0327, spread: 0.581 }],
      },
    },
    knee: {
      seen: {
        confidence: [0, 0.11, 0.23, 0.35, 0.45, 0.53, 0.6, 0.66, 0.73, 0.79, 0.94],
        error: [{ median: 0.0643, spread: 0.8387 }, { median: 0.051, spread: 0.9372 }, { median: 0.04, spread: 0.9529 }, { median: 0.0321, spread: 0.8235 }, { median: 0.0189, spread: 0.7442 }],
      },
      hidden: {
        confidence: [0, 0.01, 0.02, 0.03, 0.03, 0.04, 0.06, 0.1, 0.19, 0.39, 0.86],
        error: [{ median: 0.1232, spread: 0.4525 }, { median: 0.119, spread: 0.3696 }, { median: 0.1174, spread: 0.3947 }, { median: 0.1073, spread: 0.4311 }, { median: 0.0652, spread: 0.7477 }],
      },
    },
    ankle: {
      seen: {
        confidence: [0, 0.18, 0.28, 0.37, 0.46, 0.54, 0.62, 0.7, 0.77, 0.83, 0.95],
        error: [{ median: 0.0881, spread: 0.9359 }, { median: 0.0763, spread: 1.0977 }, { median: 0.0377, spread: 1.5674 }, { median: 0.0198, spread: 1.7063 }, { median: 0.0142, spread: 0.5319 }],
      },
      hidden: {
        confidence: [0, 0.01, 0.01, 0.01, 0.01, 0.02, 0.05, 0.15, 0.3, 0.5, 0.88],
        error: [{ median: 0.1689, spread: 0.3776 }, { median: 0.1761, spread: 0.2967 }, { median: 0.1564, spread: 0.4414 }, { median: 0.1181, spread: 0.7647 }, { median: 0.0391, spread: 1.5997 }],
      },
    },
  },
  persistence: { error: 0.7597, confidence: 0.9424 },
  misses: [
    { upTo: 0.35, lost: 0.125, found: 0.0745 },
    { upTo: 0.6, lost: 0.0499, found: 0.2561 },
    { upTo: 0.8, lost: 0.0407, found: 0.2481 },
    { upTo: 1, lost: 0.0078, found: 0.2091 },
  ],
  score: [0.21, 0.62, 0.67, 0.7, 0.73, 0.76, 0.78, 0.8, 0.83, 0.86, 0.93],
  switches: 0.0031,
  ghosts: { begin: 0.0362, last: 0.6962, confidence: [0, 0.01, 0.02, 0.04, 0.05, 0.07, 0.11, 0.15, 0.23, 0.36, 0.95], besidePeople: 0.9812 },
  appearance: { bias: 0.01, spread: 0.0273, none: 0.0918 },
};
