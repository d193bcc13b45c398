import type { Ref } from 'preact';
import { EVERYTHING, isEverything } from './wanted.ts';
import type { Wanted } from './wanted.ts';

export interface SearchFormProps {
  readonly wanted: Wanted;
  readonly currency: string;
  readonly onWanted: (wanted: Wanted) => void;
  readonly firstField: Ref<HTMLInputElement>;
}

/** What to look for; the list follows while one types. */
export function SearchForm({ wanted, currency, onWanted, firstField }: SearchFormProps) {
  const field = (name: keyof Wanted) => ({
    value: wanted[name],
    onInput: (event: { currentTarget: HTMLInputElement }) => onWanted({ ...wanted, [name]: event.currentTarget.value }),
  });
  return (
    <form class="search" role="search" aria-label="Receipts" onSubmit={(event) => event.preventDefault()}>
      <input ref={firstField} type="search" aria-label="Number, shopper, visit or product" placeholder="Number, shopper or product" maxLength={120} {...field('text')} />
      <input type="date" aria-label="Day" {...field('day')} />
      <input type="text" inputMode="decimal" aria-label={`Amount in ${currency}`} placeholder={`Amount, ${currency}`} maxLength={12} {...field('amount')} />
      <button type="button" class="button quiet" disabled={isEverything(wanted)} onClick={() => onWanted(EVERYTHING)}>Show all</button>
    </form>
  );
}
