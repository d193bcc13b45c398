import type { DeviceKind, Principal, Role } from './principal.ts';

interface AccessRule {
  /** Everybody, signed in or not. */
  readonly everybody?: true;
  /** Whoever holds a signed link: the route itself checks it, since it alone knows what was signed. */
  readonly link?: true;
  /** Enrolled devices of these kinds. */
  readonly devices?: readonly DeviceKind[];
  /** Staff in these roles. */
  readonly roles?: readonly Role[];
}

/** Who may use a route: every route names one of these, and a route that names none does not start. */
export const ACCESS = {
  public: { everybody: true },
  link: { link: true },
  tablet: { devices: ['tablet'], roles: ['associate', 'manager', 'engineer'] },
  gate: { devices: ['gate'] },
  staff: { roles: ['associate', 'manager', 'engineer'] },
  /** Money and goods: decide, refund. */
  till: { roles: ['associate', 'manager'] },
  /** The store's furniture, cameras and devices. */
  setUp: { roles: ['manager', 'engineer'] },
  manager: { roles: ['manager'] },
} as const satisfies Record<string, AccessRule>;
export type AccessName = keyof typeof ACCESS;

/** Why somebody may not. */
export type Refusal = 'SIGN_IN_NEEDED' | 'DEVICE_NEEDED' | 'ROLE_MISSING';

/** May they? `undefined`: yes. What no rule allows is refused. */
export function refusalOf(name: AccessName, principal: Principal): Refusal | undefined {
  const rule: AccessRule = ACCESS[name];
  if (rule.everybody || rule.link) return undefined;
  if (principal.kind === 'device' && rule.devices?.includes(principal.deviceKind)) return undefined;
  if (principal.kind === 'staff' && rule.roles?.includes(principal.role)) return undefined;
  if (rule.devices !== undefined) return 'DEVICE_NEEDED';
  return principal.kind === 'staff' ? 'ROLE_MISSING' : 'SIGN_IN_NEEDED';
}
