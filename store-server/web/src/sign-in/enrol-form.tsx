import { useState } from 'preact/hooks';

/** Makes this device one of the store's. */
export function EnrolForm({ onCode }: { onCode: (code: string) => Promise<void> }) {
  const [code, setCode] = useState('');
  return (
    <form class="sign-in-form" onSubmit={(event) => {
      event.preventDefault();
      void onCode(code);
    }}>
      <h1>This page is for staff</h1>
      <p class="soft">
        This device is not one of the store's yet. Open the link that the store server printed, or type a code from Set-up, Devices.
      </p>
      <label>
        Code
        <input value={code} onInput={(event) => setCode(event.currentTarget.value)} required maxLength={40}
          autocomplete="off" autocapitalize="characters" spellcheck={false} placeholder="XXXXX-XXXXX" />
      </label>
      <button type="submit" class="button">Enrol this device</button>
    </form>
  );
}
