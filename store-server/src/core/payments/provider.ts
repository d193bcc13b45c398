import type { MinorUnits } from '@walkout/contracts';
import type { Payment, PlannedStep } from './payment.ts';

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
interface Provider<Answer> {
  readonly name: string;
  /** Holds an amount; nothing is taken yet. */
  authorise(request: AuthoriseRequest): Answer;
  /** Takes an amount, at most what was held; the rest is let go. */
  capture(request: AmountRequest): Answer;
  /** Lets go of what was held. */
  void(request: HeldRequest): Answer;
  /** Pays part or all of what was taken back. */
  refund(request: AmountRequest): Answer;
}

/** Keeps its books in this server's own database, inside its caller's transaction: what it did and its answer are kept as one. */
export interface EmbeddedProvider extends Provider<Outcome> {
  readonly embedded: true;
}
export interface RemoteProvider extends Provider<Promise<Outcome>> {
  readonly embedded: false;
}
export type PaymentProvider = EmbeddedProvider | RemoteProvider;

/** A step of a payment as a provider is asked to do it. */
export function askProvider<Answer>(provider: Provider<Answer>, { action, key, amount }: PlannedStep & Keyed, payment: Payment): Answer {
  const { currency, source, visit, reference = '' } = payment;
  switch (action) {
    case 'authorise': return provider.authorise({ key, payment: payment.payment, visit, amount, currency, source });
    case 'capture': return provider.capture({ key, reference, amount });
    case 'void': return provider.void({ key, reference });
    case 'refund': return provider.refund({ key, reference, amount });
  }
}
