import { useEffect, useRef, useState } from 'preact/hooks';
import { activeKeys, keysAreOff, switchKeys } from './keys.ts';

const Keys = ({ keys }: { keys: string }) => (
  <span>{keys.split(' ').map((key, i) => <kbd key={i}>{key === '' ? 'Space' : key}</kbd>)}</span>
);

/** Which keys work on this page; Escape closes it. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [off, setOff] = useState(keysAreOff);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-heading" onClose={onClose}>
      <header class="dialog-head">
        <h2 id="keys-heading">Keys</h2>
        <button type="button" class="button quiet" onClick={() => dialog.current?.close()}>Close</button>
      </header>
      <div class="keys">
        {activeKeys().map(({ name, bindings }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {bindings.map(({ keys, about }) => <div key={keys}><dt><Keys keys={keys} /></dt><dd>{about}</dd></div>)}
            </dl>
          </section>
        ))}
      </div>
      <label class="check">
        <input type="checkbox" checked={!off} onChange={() => {
          switchKeys(off);
          setOff(!off);
        }} />
        Single keys work on this device
      </label>
    </dialog>
  );
}
