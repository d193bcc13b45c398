import { LogOut } from 'lucide';
import { Icon } from '../../shared/icon.tsx';
import { postJson } from '../../shared/request.ts';
import { useMe } from './use-me.ts';

/** Signs out; whoever comes next signs in on the same tablet. */
export function SignOut() {
  const me = useMe();
  const leave = () => postJson('/api/sign-out', {}).finally(() => location.assign('/sign-in'));
  return (
    <button type="button" class="rail-item" aria-label={`Sign out or switch user${me === undefined ? '' : `, signed in as ${me.name}`}`}
      onClick={() => void leave()}>
      <span class="rail-icon"><Icon icon={LogOut} /></span><span class="rail-name">{me?.name ?? 'Sign out'}</span>
    </button>
  );
}
