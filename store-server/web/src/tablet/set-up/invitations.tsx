import type { DeviceImportResult } from '../../../../src/core/access/views.ts';
import { formatTime } from '../../shared/format.ts';

/** One-time codes, told this once. */
export const Invitations = ({ invitations }: Pick<DeviceImportResult, 'invitations'>) => (
  <div role="status">
    {invitations.map(({ name, code }) => <p key={code} class="invitation"><strong class="number">{code}</strong><span>{name}</span></p>)}
    <p class="soft">
      Type a code on its new tablet at <span class="number">{location.origin}/sign-in</span>, or post it to /api/enrolment for a reader.
      Each works once, until {formatTime(invitations[0]!.expiresAt)}.
    </p>
  </div>
);
