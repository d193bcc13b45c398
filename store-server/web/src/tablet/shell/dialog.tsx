import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface DialogProps {
  readonly title: string;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onSave: () => void;
  /** What the button that saves says. */
  readonly saveWords?: string;
  /** Nothing is there to save. */
  readonly cannotSave?: boolean;
  readonly children: ComponentChildren;
}

/** A form over the page; Escape closes it and changes nothing. */
export function Dialog({ title, error, onClose, onSave, saveWords = 'Save', cannotSave = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-label={title} onClose={onClose}>
      <form class="fields" onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}>
        <header class="dialog-head"><h2>{title}</h2></header>
        {children}
        {error && <p class="error" role="alert">{error}</p>}
        <p class="dialog-foot">
          <button type="button" class="button quiet" onClick={() => dialog.current?.close()}>Cancel</button>
          <button type="submit" class="button" disabled={cannotSave}>{saveWords}</button>
        </p>
      </form>
    </dialog>
  );
}
