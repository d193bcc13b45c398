import type { Suite } from './suite.ts';

/** Every suite of the bench. Each is loaded only when it runs: some bring native modules. */
export const SUITES = {
  mot: {
    about: 'tracking metrics of two MOT text files (--gt F --tracks F)',
    needs: ['gt', 'tracks'],
    async run({ gt, tracks }) {
      const { motSuite } = await import('./suites/mot.ts');
      return { figures: { ...(await motSuite({ gt: gt!, tracks: tracks! })) } };
    },
  },
  footage: {
    about: 'the whole store from pixels to receipts on a recording (--data RECORDING, default the demo)',
    needs: [],
    async run({ data = DEMO, say }) {
      const { footageSuite } = await import('./suites/footage.ts');
      return footageSuite({ data, say });
    },
  },
  nanostore: {
    about: "the real store's scales through the real fusion (--data DIR)",
    needs: ['data'],
    async run({ data }) {
      const { nanostoreSuite } = await import('./suites/nanostore.ts');
      return { figures: { ...(await nanostoreSuite({ data: data! })) } };
    },
  },
  shelf: {
    about: 'people in 3D on the Shelf set, poses given (--data FILE)',
    needs: ['data'],
    async run({ data }) {
      const { shelfSuite } = await import('./suites/shelf.ts');
      return shelfSuite({ data: data! });
    },
  },
  scenescape: {
    about: "SceneScape's own tracking test, people as boxes (--data DIR)",
    needs: ['data'],
    async run({ data }) {
      const { sceneScapeSuite } = await import('./suites/scenescape.ts');
      return sceneScapeSuite({ data: data! });
    },
  },
  scenarios: {
    about: 'simulated stores at sensor level through the real fusion ([--suite NAME] [--seed N] [--baseline] [--case NAME])',
    needs: [],
    async run({ seed, suite, only, baseline, say }) {
      const { scenariosSuite } = await import('./suites/scenarios.ts');
      return scenariosSuite({ seed, suite, only, baseline, say });
    },
  },
  models: {
    about: 'our networks and the reference on rendered stores never trained on (--images N)',
    needs: [],
    async run({ images, seed, say }) {
      const { modelsSuite } = await import('./suites/models.ts');
      return modelsSuite({ images, seed, say });
    },
  },
  real: {
    about: 'agreement with YOLOX-nano and MoveNet on a real video (--data VIDEO [--frames N])',
    needs: ['data'],
    async run({ data, frames, say }) {
      const { realSuite } = await import('./suites/real.ts');
      return realSuite({ data: data!, frames, say });
    },
  },
  edge: {
    about: 'how many edge nodes this machine holds (--fps F --seconds T [--streams N])',
    needs: [],
    async run({ data = `${DEMO}/camera-south-west.mp4`, streams, fps, seconds, say }) {
      const { edgeSuite } = await import('./suites/edge.ts');
      return edgeSuite({ data, streams, fps, seconds, say });
    },
  },
  'fusion-load': {
    about: 'fusion under load (--cameras C [--shoppers S] --fps F --seconds T [--offline | --doubling])',
    needs: [],
    async run({ cameras, shoppers, fps, seconds, offline, doubling, seed, say }) {
      const { fusionLoadSuite } = await import('./suites/fusion-load.ts');
      return fusionLoadSuite({ cameras, shoppers, framesPerSecond: fps, seconds, offline, doubling, seed, say });
    },
  },
  'store-load': {
    about: 'the store server under load, by HTTP and MQTT ([--visits N] [--rate R])',
    needs: [],
    async run({ visits, rate, seed, say }) {
      const { storeLoadSuite } = await import('./suites/store-load.ts');
      return storeLoadSuite({ visits, rate, seed, say });
    },
  },
} as const satisfies Record<string, Suite>;

export type SuiteName = keyof typeof SUITES;

const DEMO = 'recordings/demo';
