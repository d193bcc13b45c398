import { useEffect, useState } from 'preact/hooks';
import type { SignInState } from '../../../src/core/access/views.ts';
import { postJson, request, sentenceOf } from '../shared/request.ts';
import { EnrolForm } from './enrol-form.tsx';
import { PersonList } from './person-list.tsx';
import { PinPad } from './pin-pad.tsx';

type Person = SignInState['staff'][number];

const TABLET = '/tablet';
/** Where to go once signed in: back to the page that was asked for, and never to another site. */
function destination(): string {
  const next = new URLSearchParams(location.search).get('next') ?? TABLET;
  const url = new URL(next, location.origin);
  return url.origin === location.origin && url.pathname.startsWith(TABLET) ? `${url.pathname}${url.search}` : TABLET;
}
const enter = () => location.replace(destination());

/** What this device shows before anybody is signed in on it: enrol it, choose a name, type a PIN. */
export function SignInPage() {
  const [state, setState] = useState<SignInState>();
  const [person, setPerson] = useState<Person>();
  const [error, setError] = useState<string>();
  const load = () => request<SignInState>('/api/sign-in').then(setState, (cause) => setError(sentenceOf(cause)));

  async function enrol(code: string): Promise<void> {
    setError(undefined);
    // The code leaves the address at once, so that it stays out of histories and over-the-shoulder looks.
    history.replaceState(null, '', location.pathname);
    try {
      const { signedIn } = await postJson<{ signedIn: boolean }>('/api/enrolment', { code });
      if (signedIn) enter();
      else await load();
    } catch (cause) {
      setError(sentenceOf(cause));
      await load();
    }
  }
  async function signIn(pin: string): Promise<boolean> {
    setError(undefined);
    try {
      await postJson('/api/sign-in', { staff: person!.staff, pin });
      enter();
      return true;
    } catch (cause) {
      setError(sentenceOf(cause));
      return false;
    }
  }
  useEffect(() => {
    const code = decodeURIComponent(location.hash.slice(1));
    void (code === '' ? load() : enrol(code));
  }, []);

  return (
    <main class="sign-in">
      <p class="sign-in-store">{state?.store ?? '\u00a0'}</p>
      {error && <p class="error" role="alert">{error}</p>}
      {state !== undefined && state.device === undefined && <EnrolForm onCode={enrol} />}
      {state?.device !== undefined && person === undefined && <PersonList device={state.device} staff={state.staff} onChoose={setPerson} />}
      {person !== undefined && <PinPad name={person.name} onPin={signIn} onBack={() => setPerson(undefined)} />}
    </main>
  );
}
