import { useState } from 'preact/hooks';
import type { Claim, ClaimDecision } from '../../../../src/core/claims/claim.ts';
import { CLAIM_WORDS } from '../../shared/claim-words.ts';
import { formatDayTime } from '../../shared/format.ts';

export interface ClaimCardProps {
  readonly claim: Claim;
  readonly name: string;
  /** What accepting it pays back. */
  readonly amount: string | undefined;
  readonly mayAct: boolean;
  readonly onDecide: (decision: ClaimDecision) => void;
}
const STATE_WORDS: Record<Claim['state'], string> = { open: 'to answer', accepted: 'accepted', declined: 'declined' };
const STATE_TONES: Record<Claim['state'], string> = { open: 'tag-warn', accepted: 'tag-good', declined: '' };

/** "This is wrong", said of a line, and the answer to it. */
export function ClaimCard({ claim, name, amount, mayAct, onDecide }: ClaimCardProps) {
  const [answer, setAnswer] = useState('');
  const decide = (accept: boolean) => onDecide({ accept, ...(answer.trim() === '' ? {} : { answer: answer.trim() }) });
  return (
    <section class="claim-card" aria-label={`Claim: ${name}`}>
      <p>
        <strong>“{CLAIM_WORDS[claim.reason]}”</strong> {claim.quantity > 1 && `${claim.quantity} × `}{name}
        <span class="soft number"> · {formatDayTime(claim.madeAt)}</span> <span class={`tag ${STATE_TONES[claim.state]}`}>{STATE_WORDS[claim.state]}</span>
      </p>
      {claim.note !== '' && <p>“{claim.note}”</p>}
      {claim.answer !== undefined && <p class="soft">Our answer: {claim.answer}</p>}
      {claim.state === 'open' && mayAct && (
        <div class="fields">
          <label>Answer to the shopper, if you like<input value={answer} maxLength={500} onInput={(event) => setAnswer(event.currentTarget.value)} /></label>
          <p class="claim-answers">
            <button type="button" class="button" onClick={() => decide(true)}>Accept{amount !== undefined && `, pay ${amount} back`}</button>
            <button type="button" class="button quiet" onClick={() => decide(false)}>Decline</button>
          </p>
        </div>
      )}
    </section>
  );
}
