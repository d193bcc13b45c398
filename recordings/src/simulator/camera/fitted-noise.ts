import type { PoseNoise } from './pose-noise.ts';

/**
 * Noise of our own networks on pictures whose truth is known. Written by `npm run fit-noise`; not by hand.
 *
 * @source demo store, seed 1, 780 frames of each camera; person-detector 0.7.0 90e28b29, person-pose 0.6.0 05e2fd75
 */
export const FITTED_NOISE: PoseNoise = {
  joints: {
    face: {
      seen: {
        confidence: [0, 0.01, 0.05, 0.13, 0.32, 0.62, 0.81, 0.88, 0.92, 0.95, 0.99],
        error: [{ median: 0.0226, spread: 0.5355 }, { median: 0.0223, spread: 0.5964 }, { median: 0.0176, spread: 0.6616 }, { median: 0.0164, spread: 0.5641 }, { median: 0.0133, spread: 0.5875 }],
      },
      hidden: {
        confidence: [0.01, 0.04, 0.1, 0.26, 0.37, 0.46, 0.54, 0.73, 0.8, 0.86, 0.95],
        error: [{ median: 0.063, spread: 0.4651 }, { median: 0.0747, spread: 0.5245 }, { median: 0.0458, spread: 0.31 }, { median: 0.0629, spread: 0.2043 }, { median: 0.0432, spread: 0.4822 }],
      },
    },
    shoulder: {
      seen: {
        confidence: [0, 0.06, 0.49, 0.78, 0.88, 0.92, 0.94, 0.95, 0.96, 0.97, 0.99],
        error: [{ median: 0.0236, spread: 0.7589 }, { median: 0.0149, spread: 0.7237 }, { median: 0.0124, spread: 0.5891 }, { median: 0.0114, spread: 0.5095 }, { median: 0.0108, spread: 0.5055 }],
      },
      hidden: {
        confidence: [0.04, 0.17, 0.37, 0.45, 0.53, 0.61, 0.65, 0.73, 0.83, 0.88, 0.96],
        error: [{ median: 0.0506, spread: 0.9621 }, { median: 0.0608, spread: 0.9221 }, { median: 0.0564, spread: 1.2185 }, { median: 0.0312, spread: 1.3822 }, { median: 0.0238, spread: 0.6321 }],
      },
    },
    elbow: {
      seen: {
        confidence: [0, 0.06, 0.32, 0.64, 0.76, 0.83, 0.87, 0.9, 0.92, 0.94, 0.98],
        error: [{ median: 0.0393, spread: 0.7801 }, { median: 0.0249, spread: 0.7821 }, { median: 0.0185, spread: 0.6163 }, { median: 0.0164, spread: 0.5394 }, { median: 0.0129, spread: 0.5255 }],
      },
      hidden: {
        confidence: [0.01, 0.14, 0.27, 0.45, 0.57, 0.66, 0.74, 0.79, 0.84, 0.89, 0.96],
        error: [{ median: 0.0729, spread: 0.8955 }, { median: 0.0565, spread: 1.0326 }, { median: 0.0339, spread: 0.6634 }, { median: 0.0241, spread: 0.7502 }, { median: 0.0177, spread: 0.655 }],
      },
      atWork: {
        confidence: [0, 0.1, 0.16, 0.24, 0.37, 0.54, 0.67, 0.76, 0.82, 0.87, 0.92],
        error: [{ median: 0.1021, spread: 0.5702 }, { median: 0.0813, spread: 0.4445 }, { median: 0.0421, spread: 0.824 }, { median: 0.0381, spread: 0.3659 }, { median: 0.0401, spread: 0.3208 }],
      },
    },
    wrist: {
      seen: {
        confidence: [0, 0.05, 0.13, 0.32, 0.54, 0.72, 0.82, 0.88, 0.91, 0.95, 0.98],
        error: [{ median: 0.057, spread: 0.8601 }, { median: 0.0307, spread: 1.1855 }, { median: 0.0196, spread: 0.6915 }, { median: 0.0142, spread: 0.6288 }, { median: 0.012, spread: 0.5528 }],
      },
      hidden: {
        confidence: [0.01, 0.06, 0.16, 0.29, 0.44, 0.58, 0.69, 0.77, 0.84, 0.88, 0.97],
        error: [{ median: 0.0883, spread: 0.5527 }, { median: 0.0592, spread: 0.9171 }, { median: 0.0371, spread: 0.6973 }, { median: 0.0261, spread: 0.6478 }, { median: 0.019, spread: 0.5416 }],
      },
      atWork: {
        confidence: [0, 0.01, 0.03, 0.1, 0.19, 0.31, 0.41, 0.49, 0.65, 0.79, 0.94],
        error: [{ median: 0.1673, spread: 0.6072 }, { median: 0.127, spread: 0.7074 }, { median: 0.0379, spread: 1.495 }, { median: 0.0462, spread: 0.9853 }, { median: 0.0632, spread: 0.4217 }],
      },
    },
    hip: {
      seen: {
        confidence: [0, 0.07, 0.27, 0.59, 0.72, 0.8, 0.85, 0.88, 0.91, 0.94, 0.98],
        error: [{ median: 0.0271, spread: 0.7145 }, { median: 0.0239, spread: 0.5952 }, { median: 0.0202, spread: 0.57 }, { median: 0.0161, spread: 0.571 }, { median: 0.0114, spread: 0.6523 }],
      },
      hidden: {
        confidence: [0, 0.06, 0.17, 0.3, 0.45, 0.56, 0.65, 0.71, 0.76, 0.82, 0.94],
        error: [{ median: 0.0563, spread: 0.5268 }, { median: 0.0376, spread: 0.5447 }, { median: 0.0324, spread: 0.5142 }, { median: 0.0283, spread: 0.5208 }, { median: 0.0215, spread: 0.5069 }],
      },
    },
    knee: {
      seen: {
        confidence: [0, 0.06, 0.17, 0.29, 0.43, 0.57, 0.67, 0.74, 0.8, 0.85, 0.96],
        error: [{ median: 0.0465, spread: 1.0021 }, { median: 0.0378, spread: 0.9979 }, { median: 0.0311, spread: 0.9545 }, { median: 0.0234, spread: 0.7198 }, { median: 0.0157, spread: 0.7331 }],
      },
      hidden: {
        confidence: [0, 0, 0, 0, 0, 0.01, 0.01, 0.02, 0.08, 0.31, 0.89],
        error: [{ median: 0.0796, spread: 0.5191 }, { median: 0.0792, spread: 0.4728 }, { median: 0.059, spread: 0.6702 }, { median: 0.0698, spread: 0.6144 }, { median: 0.0553, spread: 0.8517 }],
      },
    },
    ankle: {
      seen: {
        confidence: [0, 0.14, 0.28, 0.41, 0.53, 0.66, 0.76, 0.85, 0.9, 0.93, 0.98],
        error: [{ median: 0.0633, spread: 1.1468 }, { median: 0.0524, spread: 1.3546 }, { median: 0.028, spread: 1.6841 }, { median: 0.0149, spread: 0.9804 }, { median: 0.0125, spread: 0.5447 }],
      },
      hidden: {
        confidence: [0, 0, 0, 0, 0, 0.01, 0.02, 0.1, 0.32, 0.65, 0.96],
        error: [{ median: 0.1162, spread: 0.5104 }, { median: 0.1247, spread: 0.4276 }, { median: 0.1101, spread: 0.586 }, { median: 0.11, spread: 0.7736 }, { median: 0.0287, spread: 1.8208 }],
      },
    },
  },
  persistence: { error: 0.7421, confidence: 0.9528 },
  misses: [
    { upTo: 0.35, lost: 0.5323, found: 0.125 },
    { upTo: 0.6, lost: 0.0173, found: 0.2237 },
    { upTo: 0.8, lost: 0.0181, found: 0.2167 },
    { upTo: 1, lost: 0.0034, found: 0.175 },
  ],
  score: [0.2, 0.93, 0.98, 0.99, 0.99, 1, 1, 1, 1, 1, 1],
  switches: 0.0005,
  ghosts: { begin: 0.0077, last: 0.3846, confidence: [0, 0, 0.01, 0.04, 0.06, 0.11, 0.19, 0.29, 0.43, 0.68, 0.96], besidePeople: 0.9487 },
  appearance: { bias: 0.0099, spread: 0.0245, none: 0.0731 },
};
