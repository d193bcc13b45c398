import { useEffect } from 'preact/hooks';
import type { Claim } from '../../../../src/core/claims/claim.ts';
import { CLAIM_WORDS } from '../../shared/claim-words.ts';
import { formatDayTime } from '../../shared/format.ts';
import { useTablet } from '../shell/tablet.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { pathOf } from './paths.ts';

/** What shoppers say is wrong and nobody has answered yet. */
export function OpenClaims() {
  const { board, plan } = useTablet();
  const { data, reload } = useLoaded<{ claims: Claim[] }>('/api/claims?state=open');
  useEffect(() => void reload(), [board?.openClaims]);
  if (data === undefined || data.claims.length === 0) return null;
  const nameOf = (product: string) => plan?.products.find(({ id }) => id === product)?.name ?? product;
  return (
    <section class="open-claims" aria-labelledby="claims-heading">
      <h2 id="claims-heading">To answer <span class="soft number">{data.claims.length}</span></h2>
      <ul>
        {data.claims.map((claim) => (
          <li key={claim.claim} class="receipt-row">
            <a href={pathOf(claim.receipt)}>
              <span class="card-name">{nameOf(claim.product)}<span class="soft">“{CLAIM_WORDS[claim.reason]}”, {formatDayTime(claim.madeAt)}</span></span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
