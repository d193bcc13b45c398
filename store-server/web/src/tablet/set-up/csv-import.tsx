import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ImportResult } from '../../../../src/core/set-up/views.ts';
import { postJson, sentenceOf } from '../../shared/request.ts';

export interface CsvImportProps<R extends ImportResult> {
  /** As the addresses have it: `/api/WHAT.csv`, `/api/WHAT/import`. */
  readonly what: 'products' | 'staff' | 'devices';
  /** What can be asked for besides: what has no line goes. */
  readonly replaceLabel?: string;
  readonly onImported: (result: R) => void;
  /** What the columns are. */
  readonly children: ComponentChildren;
}

const CHANGES_SHOWN = 50;
const WORDS = { added: 'new', changed: 'changes', removed: 'goes' } as const;

/** A spreadsheet out and in: what would change is shown first, and what is wrong line by line. */
export function CsvImport<R extends ImportResult>({ what, replaceLabel, onImported, children }: CsvImportProps<R>) {
  const [csv, setCsv] = useState<string>();
  const [replace, setReplace] = useState(false);
  const [result, setResult] = useState<R>();
  const [error, setError] = useState<string>();

  async function ask(text: string, { all = replace, preview = true } = {}): Promise<void> {
    try {
      const answer = await postJson<R>(`/api/${what}/import`, { csv: text, preview, ...(replaceLabel === undefined ? {} : { replace: all }) });
      setResult(answer);
      setError(undefined);
      if (preview || answer.errors.length > 0) return;
      setCsv(undefined);
      onImported(answer);
    } catch (cause) {
      setError(sentenceOf(cause));
    }
  }
  async function choose(file: File | undefined): Promise<void> {
    const text = await file?.text();
    setCsv(text);
    if (text !== undefined) await ask(text);
  }

  return (
    <details class="import">
      <summary>CSV: import and export</summary>
      <p><a href={`/api/${what}.csv`} download>Download all {what}</a>. {children}</p>
      <div class="fields fields-line">
        <label>CSV file<input type="file" accept=".csv,text/csv" onChange={(event) => void choose(event.currentTarget.files?.[0])} /></label>
        {replaceLabel !== undefined && (
          <label class="check">
            <input type="checkbox" checked={replace} onChange={(event) => {
              setReplace(event.currentTarget.checked);
              if (csv !== undefined) void ask(csv, { all: event.currentTarget.checked });
            }} />{replaceLabel}
          </label>
        )}
      </div>
      {error && <p class="error" role="alert">{error}</p>}
      {result && result.errors.length > 0 && (
        <div role="alert">
          <p><strong>Nothing was changed.</strong> Put these lines right:</p>
          <ul class="findings">{result.errors.map(({ line, column, message }, i) => <li key={i}>Line {line}{column && `, ${column}`}: {message}</li>)}</ul>
        </div>
      )}
      {result && result.errors.length === 0 && csv !== undefined && (
        <>
          <ul class="findings">
            {result.changes.slice(0, CHANGES_SHOWN).map(({ id, change, fields }) => (
              <li key={id}>{id} {WORDS[change]}{change === 'changed' && `: ${fields.map(({ field, before, after }) => `${field} ${before} → ${after}`).join(', ')}`}</li>
            ))}
            {result.changes.length > CHANGES_SHOWN && <li>and {result.changes.length - CHANGES_SHOWN} more</li>}
          </ul>
          <button type="button" class="button" disabled={result.changes.length === 0} onClick={() => void ask(csv, { preview: false })}>
            {result.changes.length === 0 ? 'Nothing changes' : `Make ${result.changes.length} ${result.changes.length === 1 ? 'change' : 'changes'}`}
          </button>
        </>
      )}
      {result?.errors.length === 0 && csv === undefined && <p role="status">Done: {result.changes.length} {result.changes.length === 1 ? 'change' : 'changes'}.</p>}
    </details>
  );
}
