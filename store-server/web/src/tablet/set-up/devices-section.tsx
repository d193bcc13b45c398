import { useState } from 'preact/hooks';
import type { DeviceImportResult, DeviceView, Invitation } from '../../../../src/core/access/views.ts';
import { formatDateTime } from '../../shared/format.ts';
import { postJson, request } from '../../shared/request.ts';
import { useTablet } from '../shell/tablet.ts';
import { CsvImport } from './csv-import.tsx';
import { Invitations } from './invitations.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

const TABLET = '';

/** Tablets and gate readers: enrol one by a one-time code, or make one a stranger again. */
export default function DevicesSection() {
  const { plan } = useTablet();
  const { data, error, act, reload } = useLoaded<{ devices: DeviceView[] }>('/api/devices');
  const [name, setName] = useState('');
  const [gate, setGate] = useState(TABLET);
  const [invitations, setInvitations] = useState<DeviceImportResult['invitations']>([]);
  const invite = async () => {
    const made = await act(() => postJson<Invitation>('/api/devices', { name, ...(gate === TABLET ? { kind: 'tablet' } : { kind: 'gate', gate }) }));
    if (made === undefined) return;
    setInvitations([{ name, ...made }]);
    setName('');
  };
  return (
    <section class="panel section" aria-labelledby="devices-heading">
      <header><h2 id="devices-heading">Devices</h2></header>
      {error && <p class="error" role="alert">{error}</p>}
      <form class="fields fields-line" onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}>
        <label>Name<input value={name} required maxLength={60} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label>
          Kind
          <select value={gate} onChange={(event) => setGate(event.currentTarget.value)}>
            <option value={TABLET}>Tablet</option>
            {plan?.gates.map(({ id }) => <option key={id} value={id}>Reader at gate {id}</option>)}
          </select>
        </label>
        <button type="submit" class="button">Make a code</button>
      </form>
      {invitations.length > 0 && <Invitations invitations={invitations} />}
      <CsvImport<DeviceImportResult> what="devices" onImported={(result) => {
        setInvitations(result.invitations);
        void reload();
      }}>
        Columns <code>name</code>, <code>kind</code> (tablet or gate) and <code>gate</code>. Each new device gets a one-time code.
      </CsvImport>
      <ul class="rows">
        {data?.devices.map((device) => (
          <li key={device.device} class="row">
            <strong>{device.name}</strong>
            <span class="soft">{device.kind === 'gate' ? `reader at gate ${device.gate}` : 'tablet'}, seen {formatDateTime(device.seenAt)}</span>
            {device.revokedAt !== undefined ? <span class="tag">revoked</span> : (
              <button type="button" class="button quiet" aria-label={`Revoke ${device.name}`}
                onClick={() => confirm(`Revoke ${device.name}? Whoever is signed in on it is signed out.`) &&
                  void act(() => request(`/api/devices/${device.device}`, { method: 'DELETE' }))}>Revoke</button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
