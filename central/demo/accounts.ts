import type { Role } from '../../shared/domain/roles.ts'

export interface DemoStaff {
  readonly username: string
  readonly name: string
  readonly role: Role
}

/** The staff of the demo facility. */
export const demoStaff: readonly DemoStaff[] = [
  { username: 'maddox', name: 'Ofc. R. Maddox', role: 'officer' },
  { username: 'lane', name: 'Ofc. T. Lane', role: 'officer' },
  { username: 'ode', name: 'Sgt. L. Ode', role: 'supervisor' },
  { username: 'farr', name: 'Lt. K. Farr', role: 'supervisor' },
  { username: 'quill', name: 'Inv. N. Quill', role: 'investigator' },
  { username: 'admin', name: 'A. Winters', role: 'administrator' },
]

/** Known to everyone who reads this: the demo facility has nothing to protect. */
export const demoPasswords = { staff: 'sallyport-demo', member: 'member-demo', individual: '1234' } as const

/** One account that the start script offers. */
export interface DemoAccount {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly password: string
}

/** The staff accounts of the demo, for the start script to print. */
export const demoAccounts: readonly DemoAccount[] = demoStaff.map((one) => ({ ...one, password: demoPasswords.staff }))
