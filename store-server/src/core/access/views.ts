import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { ImportResult } from '../set-up/views.ts';
import { PIN_PATTERN } from './pin.ts';
import { DEVICE_KINDS, ROLES } from './principal.ts';

const Time = Type.Integer({ description: "ms since the Unix epoch, this server's clock" });
const Label = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
export const RoleName = Type.Enum(ROLES);
export const Pin = Type.String({ pattern: PIN_PATTERN });

export const StaffDraftBody = closed({ name: Label, role: RoleName });
export const StaffChangeBody = closed({ name: Label, role: RoleName, active: Type.Boolean() });
export const StaffView = closed({
  staff: Identifier,
  name: Type.String(),
  role: RoleName,
  active: Type.Boolean(),
  hasPin: Type.Boolean(),
  lockedUntil: Type.Optional(Time),
});
/** Somebody of the staff, as managers see them. */
export type StaffView = Static<typeof StaffView>;

export const DeviceKindName = Type.Enum(DEVICE_KINDS);
export const EnrolmentBody = closed({ name: Label, kind: DeviceKindName, gate: Type.Optional(Identifier) });
export const DeviceView = closed({
  device: Identifier,
  name: Type.String(),
  kind: DeviceKindName,
  gate: Type.Optional(Identifier),
  enrolledAt: Time,
  seenAt: Time,
  revokedAt: Type.Optional(Time),
});
/** An enrolled device. */
export type DeviceView = Static<typeof DeviceView>;

export const Invitation = closed({
  code: Type.String({ description: 'one-time; told this once' }),
  link: Type.String({ description: 'opens on a new tablet and enrols it; a path on this server' }),
  expiresAt: Time,
});
export type Invitation = Static<typeof Invitation>;

export const DeviceImportResult = closed({
  ...ImportResult.properties,
  invitations: Type.Array(closed({ name: Type.String(), ...Invitation.properties }), { description: 'one for each new device; none of a preview' }),
});
/** What an import of devices came to, with their one-time codes. */
export type DeviceImportResult = Static<typeof DeviceImportResult>;

export const Me = closed({ staff: Identifier, name: Type.String(), role: RoleName, hasPin: Type.Boolean(), device: Type.Optional(Identifier) });
/** Who is signed in. */
export type Me = Static<typeof Me>;

export const SignInState = closed({
  store: Type.String(),
  device: Type.Optional(Type.String({ description: 'what people call this device; missing while it is not enrolled' })),
  staff: Type.Array(closed({ staff: Identifier, name: Type.String() }), { description: 'who can sign in here by PIN' }),
});
/** What the sign-in page shows. */
export type SignInState = Static<typeof SignInState>;

export const AuditEntryView = closed({
  position: Type.Integer(),
  recordedAt: Time,
  actor: Type.String(),
  device: Type.Optional(Type.String()),
  action: Type.String(),
  subject: Type.String(),
  detail: Type.Unknown(),
});
export type AuditEntryView = Static<typeof AuditEntryView>;
