import { useState } from 'preact/hooks';
import type { AuditEntryView } from '../../../../src/core/access/views.ts';
import { formatDateTime } from '../../shared/format.ts';
import { useLoaded } from '../shell/use-loaded.ts';

const PAGE = 100;

/** Who did what, newest first, and whether the log is as it was written. */
export default function LogSection() {
  const [before, setBefore] = useState<number>();
  const { data, error } = useLoaded<{ entries: AuditEntryView[]; firstBroken?: number }>(
    `/api/audit?limit=${PAGE}${before === undefined ? '' : `&before=${before}`}`);
  return (
    <section class="panel section" aria-labelledby="log-heading">
      <header>
        <h2 id="log-heading">Log</h2>
        {data && (data.firstBroken === undefined
          ? <span class="tag tag-good">unbroken</span> : <span class="tag tag-bad">changed from entry {data.firstBroken} on</span>)}
      </header>
      {error && <p class="error" role="alert">{error}</p>}
      <div class="table-scroll" role="region" aria-label="Log entries" tabIndex={0}>
        <table class="table">
          <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of what</th></tr></thead>
          <tbody>
            {data?.entries.map(({ position, recordedAt, actor, action, subject }) => (
              <tr key={position}><td class="number">{formatDateTime(recordedAt)}</td><td>{actor}</td><td>{action}</td><td>{subject}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      {data?.entries.length === PAGE && <button type="button" class="button quiet" onClick={() => setBefore(data.entries.at(-1)!.position)}>Older</button>}
    </section>
  );
}
