/** What staff are there for; one each. */
export const ROLES = ['associate', 'manager', 'engineer'] as const;
export type Role = (typeof ROLES)[number];

/** `tablet`: staff sign in on it; `gate`: reads codes and cards. */
export const DEVICE_KINDS = ['tablet', 'gate'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** An enrolled device that nobody is signed in on. */
export interface DevicePrincipal {
  readonly kind: 'device';
  readonly device: string;
  readonly deviceKind: DeviceKind;
  /** The gate that a reader stands at. */
  readonly gate?: string;
}

/** Somebody of the staff, or a program with the token of the environment. */
export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  /** The tablet that they are signed in on; a program has none. */
  readonly device?: string;
}

/** Whom a request comes from. */
export type Principal = { readonly kind: 'nobody' } | DevicePrincipal | StaffPrincipal;
export const NOBODY: Principal = { kind: 'nobody' };
