/**
 * How Node is started for fusion. A message lives for a tenth of a second, until every sensor has spoken of its moment: short, but
 * in a busy hall long enough that in the usual 16 MB of room for young objects half of them are moved, and moved again, before
 * they are garbage; so there is room for 64 MB. And V8 would take them for long-lived and make them where only a full collection finds
 * them, 20 MB a second; so it must not.
 */
export const FUSION_FLAGS = ['--max-semi-space-size=64', '--no-allocation-site-pretenuring'] as const;
