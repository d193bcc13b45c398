import { useState } from 'preact/hooks';
import { ROLES } from '../../../../src/core/access/principal.ts';
import type { Role } from '../../../../src/core/access/principal.ts';
import type { StaffView } from '../../../../src/core/access/views.ts';
import { postJson, putJson } from '../../shared/request.ts';
import { CsvImport } from './csv-import.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

const ROLE_WORDS: Record<Role, string> = { associate: 'Associate', manager: 'Manager', engineer: 'Engineer' };
type Draft = Pick<StaffView, 'name' | 'role' | 'active'> & { readonly staff?: string; readonly pin: string };
const NEW: Draft = { name: '', role: 'associate', active: true, pin: '' };
/** What of somebody can be changed; the server takes nothing else. */
const draftOf = ({ staff, name, role, active }: StaffView): Draft => ({ staff, name, role, active, pin: '' });

const stateOf = ({ active, hasPin, lockedUntil }: StaffView): string => {
  if (!active) return 'no longer here';
  if (lockedUntil !== undefined && lockedUntil > Date.now()) return 'locked';
  return hasPin ? '' : 'no PIN yet';
};

async function save({ staff, pin, ...body }: Draft): Promise<void> {
  const { active: _active, ...fresh } = body;
  const member = await (staff === undefined ? postJson<StaffView>('/api/staff', fresh) : putJson<StaffView>(`/api/staff/${staff}`, body));
  if (pin !== '') await putJson(`/api/staff/${member.staff}/pin`, { pin });
}

/** Who works here, and as what. */
export default function StaffSection() {
  const { data, error, act, reload } = useLoaded<{ staff: StaffView[] }>('/api/staff');
  const [draft, setDraft] = useState<Draft>();
  const change = (part: Partial<Draft>) => setDraft({ ...draft!, ...part });
  const submit = () => void act(() => save(draft!).then(() => true)).then((done) => done && setDraft(undefined));
  return (
    <section class="panel section" aria-labelledby="staff-heading">
      <header><h2 id="staff-heading">Staff</h2><button type="button" class="button" onClick={() => setDraft(NEW)}>Add somebody</button></header>
      {error && draft === undefined && <p class="error" role="alert">{error}</p>}
      <CsvImport what="staff" onImported={() => void reload()}>
        Columns <code>name</code>, <code>role</code> and <code>active</code> (yes or no); the name says who. PINs are set here, one by one.
      </CsvImport>
      <ul class="rows">
        {data?.staff.map((member) => (
          <li key={member.staff}>
            <button type="button" class="row" onClick={() => setDraft(draftOf(member))}>
              <strong>{member.name}</strong><span class="soft">{ROLE_WORDS[member.role]}</span>
              {stateOf(member) && <span class="tag">{stateOf(member)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {draft && (
        <Dialog title={draft.staff === undefined ? 'Add somebody' : draft.name} error={error} onClose={() => setDraft(undefined)} onSave={submit}>
          <label>Name<input value={draft.name} required maxLength={60} onInput={(event) => change({ name: event.currentTarget.value })} /></label>
          <label>
            Role
            <select value={draft.role} onChange={(event) => change({ role: event.currentTarget.value as Role })}>
              {ROLES.map((role) => <option key={role} value={role}>{ROLE_WORDS[role]}</option>)}
            </select>
          </label>
          <label>
            New PIN, 6 to 12 digits
            <input type="password" inputMode="numeric" pattern="[0-9]{6,12}" autocomplete="new-password" value={draft.pin}
              onInput={(event) => change({ pin: event.currentTarget.value })} />
          </label>
          {draft.staff !== undefined && (
            <label class="check">
              <input type="checkbox" checked={draft.active} onChange={(event) => change({ active: event.currentTarget.checked })} />Works here
            </label>
          )}
        </Dialog>
      )}
    </section>
  );
}
