/**
 * How Node is started for fusion: with room for 64 MB of young objects. A message lives for a tenth of a second, until every
 * sensor has spoken of its moment; in the usual 16 MB a busy hall fills that in the same time, so that half of them are moved, and
 * moved again, before they are garbage.
 */
export const FUSION_FLAGS = ['--max-semi-space-size=64'] as const;
