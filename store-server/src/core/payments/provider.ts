import type { MinorUnits } from '@walkout/contracts';

/** What every request to a provider carries: the same key, the same effect, however often it is asked. */
interface Keyed {
  readonly key: string;
}

export interface AuthoriseRequest extends Keyed {
  readonly payment: string;
  readonly visit: string;
  readonly amount: MinorUnits;
  /** ISO 4217. */
  readonly currency: string;
  /** Who pays, in the provider's own words: a house account, a stored card. */
  readonly source: string;
}

export interface HeldRequest extends Keyed {
  /** What the provider called the authorisation. */
  readonly reference: string;
}

export interface AmountRequest extends HeldRequest {
  readonly amount: MinorUnits;
}

/** A provider's definite answer; `reference` is its name for an authorisation, `reason` is for staff. */
export type Outcome = { readonly done: true; readonly reference?: string } | { readonly done: false; readonly reason: string };

/**
 * Somebody who moves money. An answer is definite: done or refused. Whatever leaves it open, such as a lost connection, is
 * thrown, and the same request with the same key is then made again.
 */
export interface PaymentProvider {
  readonly name: string;
  /** It keeps its books in this server's own database: its answers last exactly as long as what was asked. */
  readonly embedded: boolean;
  /** Holds an amount; nothing is taken yet. */
  authorise(request: AuthoriseRequest): Promise<Outcome>;
  /** Takes an amount, at most what was held; the rest is let go. */
  capture(request: AmountRequest): Promise<Outcome>;
  /** Lets go of what was held. */
  void(request: HeldRequest): Promise<Outcome>;
  /** Pays part or all of what was taken back. */
  refund(request: AmountRequest): Promise<Outcome>;
}
