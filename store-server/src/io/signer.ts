import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { codeText } from '../core/gate/entry-code.ts';
import type { EntryCode, ScannedCode } from '../core/gate/entry-code.ts';
import { sha256 } from './sha256.ts';

const TOKEN_BYTES = 24;
const DAY: Milliseconds = 24 * 3_600_000;
/** How long a link to a receipt works. */
export const RECEIPT_LINK_LASTS: Milliseconds = 60 * DAY;
const BASE = 36;

/** Are the two the same? Takes as long wherever they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

/** Signs by the store's secret; tokens are base64url, 192 bits. */
export function createSigner(secret: Buffer) {
  const sign = (purpose: string, subject: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${subject}`).digest().subarray(0, TOKEN_BYTES).toString('base64url');
  return {
    /** The path of a visit's receipt for its shopper; runs out, counted in whole days so that a day's links are the same. */
    shopperLink(visit: string, now: EpochMs): string {
      const until = Math.ceil((now + RECEIPT_LINK_LASTS) / DAY).toString(BASE);
      return `/r/${encodeURIComponent(visit)}?token=${until}.${sign('visit', `${visit}\n${until}`)}`;
    },
    isShopperToken(visit: string, token: string, now: EpochMs): boolean {
      const [until = '', signature = ''] = token.split('.');
      return sameText(signature, sign('visit', `${visit}\n${until}`)) && now < Number.parseInt(until, BASE) * DAY;
    },
    /** The path of a shopper's page with the entry code; works until the shopper is given a new one. */
    pageLink: (shopper: string, version: number): string =>
      `/entry/${encodeURIComponent(shopper)}?token=${sign('shopper', `${shopper}\n${version}`)}`,
    isPageToken: (shopper: string, version: number, token: string): boolean => sameText(token, sign('shopper', `${shopper}\n${version}`)),
    /** The text of an entry code. */
    entryCode: (code: EntryCode): string => `${codeText(code)}~${sign('entry', codeText(code))}`,
    isEntryCode: ({ signed, signature }: ScannedCode): boolean => sameText(signature, sign('entry', signed)),
    /** What a payment provider knows a card by: the house ledger a digest, so that no token is kept, others the token itself. */
    cardSource: (provider: string, token: string): string => (provider === 'ledger' ? `card-${sign('card', token)}` : token),
  };
}
export type Signer = ReturnType<typeof createSigner>;
