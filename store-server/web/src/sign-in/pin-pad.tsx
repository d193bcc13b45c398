import { useEffect, useRef, useState } from 'preact/hooks';

const MOST_DIGITS = 12;
const FEWEST_DIGITS = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export interface PinPadProps {
  readonly name: string;
  /** Resolves with whether it was right. */
  readonly onPin: (pin: string) => Promise<boolean>;
  readonly onBack: () => void;
}

/** A PIN by touch or by keyboard; digits are never shown. */
export function PinPad({ name, onPin, onBack }: PinPadProps) {
  const [pin, setPin] = useState('');
  const [checking, setChecking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const change = (next: string) => setPin(next.replace(/\D/g, '').slice(0, MOST_DIGITS));

  async function send(): Promise<void> {
    setChecking(true);
    if (await onPin(pin)) return;
    setPin('');
    setChecking(false);
    field.current?.focus();
  }

  return (
    <form class="sign-in-form pin-pad" onSubmit={(event) => {
      event.preventDefault();
      void send();
    }}>
      <h1>{name}</h1>
      <label>
        PIN
        {/* The pad below is the keyboard of a touch screen; a real one types here. */}
        <input ref={field} type="password" inputMode="none" autocomplete="off" value={pin} disabled={checking}
          onInput={(event) => change(event.currentTarget.value)} />
      </label>
      <div class="keys">
        {KEYS.map((key) => <button key={key} type="button" class="key" onClick={() => change(pin + key)}>{key}</button>)}
        <button type="button" class="key" aria-label="Delete the last digit" onClick={() => change(pin.slice(0, -1))}>⌫</button>
        <button type="button" class="key" onClick={() => change(`${pin}0`)}>0</button>
        <button type="submit" class="key key-enter" aria-label="Sign in" disabled={checking || pin.length < FEWEST_DIGITS}>✓</button>
      </div>
      <button type="button" class="button quiet" onClick={onBack}>Somebody else</button>
    </form>
  );
}
