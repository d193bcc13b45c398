import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 24;

/** Are the two the same? Takes as long wherever they differ. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Signs by the store's secret; tokens are base64url, 192 bits. */
export function createSigner(secret: Buffer) {
  const sign = (purpose: string, subject: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${subject}`).digest().subarray(0, TOKEN_BYTES).toString('base64url');
  return {
    /** The path of a shopper's own page. */
    shopperLink: (visit: string): string => `/r/${encodeURIComponent(visit)}?token=${sign('visit', visit)}`,
    isShopperToken: (visit: string, token: string): boolean => sameText(token, sign('visit', visit)),
  };
}
export type Signer = ReturnType<typeof createSigner>;
