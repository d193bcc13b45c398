import { useState } from 'preact/hooks';
import type { Claim, NewClaim } from '../../../src/core/claims/claim.ts';
import { CLAIM_WORDS } from '../shared/claim-words.ts';
import { postJson, RequestError } from '../shared/request.ts';

const STATES: Record<Claim['state'], string> = {
  open: 'Our staff are looking at this.',
  accepted: 'You were right. The money is on its way back.',
  declined: 'We have looked, and the charge stands.',
};

/** What became of what the shopper said. */
export const ClaimState = ({ claim }: { claim: Claim }) => (
  <p class={`claim claim-${claim.state}`}>{STATES[claim.state]}{claim.answer !== undefined && ` ${claim.answer}`}</p>
);

export interface ClaimFormProps {
  readonly product: string;
  readonly name: string;
  /** Most that can be claimed. */
  readonly quantity: number;
  /** Where claims are posted. */
  readonly address: string;
  readonly onDone: () => void;
}

/** "This is wrong": says why, and of how many. */
export function ClaimForm({ product, name, quantity, address, onDone }: ClaimFormProps) {
  const [reason, setReason] = useState<NewClaim['reason']>('not-taken');
  const [count, setCount] = useState(quantity);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();

  async function send(event: Event) {
    event.preventDefault();
    try {
      await postJson(address, { product, quantity: count, reason, note } satisfies NewClaim);
      onDone();
    } catch (cause) {
      setError(cause instanceof RequestError ? cause.message : String(cause));
    }
  }
  return (
    <details class="wrong">
      <summary aria-label={`${name}: this is wrong`}>This is wrong</summary>
      <form onSubmit={(event) => void send(event)}>
        <label>What is wrong?
          <select value={reason} onChange={(event) => setReason(event.currentTarget.value as NewClaim['reason'])}>
            {Object.entries(CLAIM_WORDS).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
          </select>
        </label>
        {quantity > 1 && (
          <label>How many?
            <input type="number" min={1} max={quantity} value={count} onInput={(event) => setCount(event.currentTarget.valueAsNumber)} />
          </label>
        )}
        <label>Anything to add?
          <input type="text" maxLength={500} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button">Tell the store</button>
        {error !== undefined && <p class="error" role="alert">{error}</p>}
      </form>
    </details>
  );
}
