import { useEffect, useState } from 'react'
import type { RuleSetSummary } from '../../../shared/console/rules.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { useFrom } from '../../stores/stores.tsx'

/** The content of a version or proposal, asked for when it is not known; null until it is, or with why it cannot be had. */
export function useVersion(id: string | null): { content: RuleSetContent | null; error: ErrorCode | null } {
  const inForce = useFrom('rules', (s) => s.overview?.inForce)
  const known = useFrom('rules', (s) => (id === null ? undefined : s.versions.get(id)))
  const show = useFrom('rules', (s) => s.showVersion)
  const [failed, setFailed] = useState<{ id: string; code: ErrorCode } | null>(null)
  const own = inForce?.ruleSet.id === id ? inForce : known
  const missing = id !== null && own === undefined
  useEffect(() => {
    if (!missing) return
    show(id).catch((error: unknown) => setFailed({ id, code: error instanceof Refusal ? error.code : 'internal' }))
  }, [id, missing, show])
  return { content: own?.ruleSet.content ?? null, error: missing && failed?.id === id ? failed.code : null }
}

/** All rule sets that can be compared: the one in force, what is proposed, and what came before. */
export function useAllVersions(): readonly RuleSetSummary[] {
  const overview = useFrom('rules', (s) => s.overview)
  if (!overview) return []
  return [...overview.proposals, ...(overview.inForce ? [overview.inForce] : []), ...overview.history]
}
