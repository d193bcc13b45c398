/** A curve for the report. */
export interface Plot {
  readonly title: string;
  /** Unit of the horizontal axis, and of the vertical one. */
  readonly units: readonly [x: string, y: string];
  readonly curves: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }[];
}

/** Counts side by side for the report. */
export interface Bars {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly count: number }[];
}

/** Something that went wrong, and the command that shows it again. */
export interface WorstCase {
  readonly what: string;
  readonly replay: string;
}

/** What the command line hands to a suite. */
export interface SuiteRequest {
  readonly seed: number;
  readonly data?: string | undefined;
  readonly gt?: string | undefined;
  readonly tracks?: string | undefined;
  readonly suite?: string | undefined;
  readonly only?: string | undefined;
  readonly baseline?: boolean | undefined;
  /** models: frames in each look. */
  readonly images: number;
  /** real: most frames to look at. */
  readonly frames: number;
  /** fusion-load: how large the hall is, and how many are in it; without it as many as the suite thinks usual. */
  readonly cameras: number;
  readonly shoppers?: number | undefined;
  /** fusion-load: the core alone, without broker. */
  readonly offline: boolean;
  /** fusion-load: the core alone, against a hall of twice the size. */
  readonly doubling: boolean;
  /** edge: how many streams; without it the most that hold. */
  readonly streams?: number | undefined;
  /** edge, fusion-load: frames a second. */
  readonly fps: number;
  /** edge, fusion-load: how long is measured. */
  readonly seconds: number;
  /** store-load: how many shoppers come, and how many a second. */
  readonly visits: number;
  readonly rate: number;
  /** Says how it goes, on stderr. */
  readonly say: (text: string) => void;
}

export interface SuiteOutcome {
  /** By the keys that docs/bench.md lists. */
  readonly figures: Readonly<Record<string, unknown>>;
  readonly plots?: readonly Plot[];
  readonly bars?: readonly Bars[];
  readonly worst?: readonly WorstCase[];
}

export interface Suite {
  readonly about: string;
  /** Options it cannot do without. */
  readonly needs: readonly ('data' | 'gt' | 'tracks')[];
  readonly run: (request: SuiteRequest) => Promise<SuiteOutcome>;
}
