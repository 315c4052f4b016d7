import type { DemoFacility } from '../../../central/demo/facility.ts'
import { generateDemo } from '../../../central/demo/generate.ts'
import type { DemoSizes } from '../../../central/demo/write.ts'

/** A demo facility in small: the same code, a tenth of the work. */
export const smallSizes: DemoSizes = {
  individuals: 60,
  members: 150,
  contacts: 200,
  pendingContacts: 12,
  history: 1_200,
  recent: 500,
  pending: 80,
  held: 6,
  escalated: 2,
}

export const NOW = new Date('2026-11-23T18:00:00.000Z')

/** Runs the generator to its end. */
export function made(seed: number, sizes: DemoSizes = smallSizes): DemoFacility {
  const making = generateDemo({ seed, now: NOW, sizes })
  for (;;) {
    const step = making.next()
    if (step.done === true) return step.value
  }
}
