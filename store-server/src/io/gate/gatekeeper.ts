import type { EpochMs, Milliseconds, MinorUnits } from '@walkout/contracts';
import { isFresh, readCode } from '../../core/gate/entry-code.ts';
import { NO_TRIES, triesAfter } from '../../core/gate/gate-lock.ts';
import type { GateTries } from '../../core/gate/gate-lock.ts';
import { ADMISSION_LASTS, judgeScan, REFUSAL_WORDS } from '../../core/gate/judge-scan.ts';
import type { Refusal } from '../../core/gate/judge-scan.ts';
import type { Payer } from '../../core/payments/payment.ts';
import type { AdmissionTable } from '../database/admission-table.ts';
import type { GroupCommit } from '../database/group-commit.ts';
import type { ShopperTable } from '../database/shopper-table.ts';
import type { NewId } from '../new-id.ts';
import type { Cashier } from '../payments/cashier.ts';
import type { PaymentWorker } from '../payments/payment-worker.ts';
import { sha256 } from '../sha256.ts';
import type { Signer } from '../signer.ts';
import type { Scan, ScanAnswer } from '../../core/gate/scan.ts';

export interface GatekeeperOptions {
  readonly transact: GroupCommit;
  readonly admissions: AdmissionTable;
  readonly shoppers: ShopperTable;
  readonly cashier: Cashier;
  readonly worker: PaymentWorker;
  readonly signer: Signer;
  readonly clock: () => EpochMs;
  readonly newId: NewId;
  /** What is held when somebody comes in. */
  readonly holdAmount: MinorUnits;
  /** Providers of payment cards read at the gate: who asks for the money of a card token. */
  readonly cardProvider: string;
  /** How long somebody waits at the gate for the payment provider. */
  readonly patience?: Milliseconds;
}

const DEFAULT_PATIENCE: Milliseconds = 8_000;
const SWEEP_INTERVAL: Milliseconds = 15_000;
const refuse = (reason: Refusal): ScanAnswer => ({ admitted: false, reason, message: REFUSAL_WORDS[reason] });

/** A credential that is genuine, and whom it stands for. */
interface Bearer extends Payer {
  readonly kind: 'code' | 'card';
  readonly credential: Buffer;
  readonly shopper?: string;
  readonly people: number;
}

/** Lets people in: checks what a reader scanned, has the payer's money held, and opens the visit that passages then name. */
export function createGatekeeper(options: GatekeeperOptions) {
  const { transact, admissions, shoppers, cashier, worker, signer, clock, newId, holdAmount, cardProvider, patience = DEFAULT_PATIENCE } = options;
  const underWay = new Map<string, Promise<ScanAnswer>>();

  function bearerOf({ credential, people = 1 }: Scan, now: EpochMs): Bearer | ScanAnswer {
    if (credential.kind === 'card') {
      return { kind: 'card', people, credential: sha256(credential.token), provider: cardProvider, source: signer.cardSource(cardProvider, credential.token) };
    }
    const scanned = readCode(credential.code);
    if (scanned === undefined || !signer.isEntryCode(scanned)) return refuse('code-malformed');
    if (!isFresh(scanned.code, now)) return refuse('code-expired');
    const shopper = shoppers.find(scanned.code.shopper);
    if (shopper === undefined) return refuse('shopper-unknown');
    if (shopper.staff) return { admitted: true, staff: true, people: 1 };
    const { provider, source } = shopper;
    return { kind: 'code', people: scanned.code.people, credential: sha256(credential.code), shopper: shopper.shopper, provider, source };
  }

  /** Inside a transaction: the answer, or the payment that it waits for. */
  function open(gate: string, bearer: Bearer, now: EpochMs): ScanAnswer | { readonly visit: string; readonly payment: string } {
    const { people, credential, shopper, provider, source } = bearer;
    const verdict = judgeScan({ kind: bearer.kind, people, gate }, admissions.latestOn(credential), now);
    if (verdict.verdict === 'refuse') return refuse(verdict.reason);
    if (verdict.verdict === 'join') {
      admissions.addPeople(verdict.visit, people);
      return { admitted: true, visit: verdict.visit, people };
    }
    const visit = newId('v');
    const payment = cashier.hold(visit, { provider, source }, holdAmount);
    admissions.add({ visit, gate, payment, people, credential, provider, source, admittedAt: now, ...(shopper === undefined ? {} : { shopper }) });
    return { visit, payment };
  }

  /** Waits for the provider, but not for ever; what is held too late is let go. The answer is kept with what it says. */
  async function authorise({ visit, payment }: { visit: string; payment: string }, people: number, keep: (given: ScanAnswer) => ScanAnswer): Promise<ScanAnswer> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<'authorising'>((resolve) => (timer = setTimeout(resolve, patience, 'authorising')));
    const state = await Promise.race([worker.authorise(payment), tooLate]);
    clearTimeout(timer);
    return transact((): ScanAnswer => {
      if (state === 'authorised') {
        admissions.setState(visit, 'expected');
        return keep({ admitted: true, visit, people });
      }
      admissions.setState(visit, 'refused');
      if (state === 'declined') return keep(refuse('payment-declined'));
      cashier.release(visit);
      worker.wake();
      return keep(refuse('payment-unavailable'));
    });
  }

  const tries = new Map<string, GateTries>();
  const triesAt = (gate: string): GateTries => tries.get(gate) ?? NO_TRIES;

  async function answer(gate: string, scan: Scan): Promise<ScanAnswer> {
    const now = clock();
    if (triesAt(gate).lockedUntil > now) return refuse('too-many-tries');
    const given = await judge(gate, scan, now);
    tries.set(gate, triesAfter(triesAt(gate), given.admitted ? undefined : given.reason, now));
    return given;
  }
  async function judge(gate: string, scan: Scan, now: EpochMs): Promise<ScanAnswer> {
    const keep = (given: ScanAnswer) => {
      admissions.keepAnswer({ scan: scan.scan, gate, at: now }, given);
      return given;
    };
    const bearer = bearerOf(scan, now);
    if ('admitted' in bearer) return keep(bearer);
    const opened = transact(() => {
      const first = open(gate, bearer, now);
      return 'admitted' in first ? keep(first) : first;
    });
    return 'admitted' in opened ? opened : authorise(opened, bearer.people, keep);
  }

  function lapse(state: 'asking' | 'expected', before: EpochMs): void {
    for (const { visit } of admissions.since(state, before)) {
      transact(() => {
        admissions.setState(visit, 'lapsed');
        cashier.release(visit);
      });
    }
    worker.wake();
  }
  const sweep = (): void => lapse('expected', clock() - ADMISSION_LASTS);

  let timer: NodeJS.Timeout | undefined;
  return {
    /** What a reader is to do about what it scanned; the same scan told twice is answered the same. */
    scan(gate: string, scan: Scan): Promise<ScanAnswer> {
      const known = admissions.answerTo<ScanAnswer>(scan.scan);
      if (known !== undefined) return Promise.resolve(known);
      const running = underWay.get(scan.scan) ?? answer(gate, scan).finally(() => underWay.delete(scan.scan));
      underWay.set(scan.scan, running);
      return running;
    },
    /** Lets admissions lapse for which nobody came. */
    sweep,
    /** Whoever waited at the gate when the last process ended has no answer and is not inside; then sweeps by itself. */
    start(): void {
      lapse('asking', clock());
      timer = setInterval(sweep, SWEEP_INTERVAL);
    },
    stop: (): void => clearInterval(timer),
  };
}
export type Gatekeeper = ReturnType<typeof createGatekeeper>;
