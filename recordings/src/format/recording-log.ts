import type { EpochMs } from '@walkout/contracts';

/** Names of schemas and messages as MCAP knows them; both are registered there. */
export const SCHEMA_ENCODING = 'jsonschema';
export const MESSAGE_ENCODING = 'json';
/** Fixed, so that the same recording gives the same bytes whatever library wrote it. */
export const MCAP_HEADER = { profile: '', library: 'walkout' } as const;

/** MCAP counts nanoseconds; ours are exact to the microsecond. */
export const nanosecondsOf = (at: EpochMs): bigint => BigInt(Math.round(at * 1000)) * 1000n;
export const epochMsOf = (nanoseconds: bigint): EpochMs => Number(nanoseconds / 1000n) / 1000;
