import { operations } from '../../../shared/central/operations.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { LocalFile } from '../local.ts'
import type { Report, Vault } from '../ports.ts'
import { type CentralClient, Unreachable } from '../sync/central.ts'

/** The credential by which central knows this workstation. */
export interface Enrolment {
  /** The credential, or null where there is none or the keystore does not give it. */
  credential(): Promise<string | null>
  /**
   * Exchanges a code for a credential and keeps it.
   * @throws Refusal `enrolment_code_invalid`, `unavailable`, `keystore_unavailable`
   */
  enrol(code: string): Promise<void>
  /** Enrols with a code that came with the start, unless there is a credential already. Never throws. */
  enrolOnce(code: string): Promise<void>
  forget(): Promise<void>
}

const TIMEOUT_MS = 8_000

export function createEnrolment(central: CentralClient, vault: Vault, local: LocalFile, report: Report): Enrolment {
  async function credential(): Promise<string | null> {
    try {
      return await vault.credential()
    } catch {
      // Central says whether one is needed.
      report('credential_unreadable')
      return null
    }
  }

  async function enrol(code: string): Promise<void> {
    let answer: { name: string; credential: string }
    // A code works once: what could not keep the credential must be known before it is used up.
    await vault.setCredential(await vault.credential())
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      answer = await central.call(operations.enrolWorkstation, { params: {}, query: {}, body: { code }, signal })
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      throw new Refusal(error.status === 429 ? 'rate_limited' : 'unavailable')
    }
    await vault.setCredential(answer.credential)
    local.enrolled(answer.name)
  }

  return {
    credential,
    enrol,
    async enrolOnce(code) {
      try {
        if ((await vault.credential()) === null) await enrol(code)
      } catch (error) {
        report('enrolment_failed', { problem: error instanceof Refusal ? error.code : 'unknown' })
      }
    },
    async forget() {
      await vault.setCredential(null)
    },
  }
}
