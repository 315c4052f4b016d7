import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoAccounts } from '../../central/demo/accounts.ts'
import type { DataFolders } from './folders.ts'

const NAME = 'Demo workstation'
const files = ['workstation.credential', 'desktop/workstation.credential.sealed']

/**
 * A code with which the demo's workstation enrols by itself, made as an administrator of the demo makes one. Null when it
 * has a credential already, or when no code can be had: the console then works without being enrolled.
 */
export async function enrolmentCode(folders: DataFolders, centralUrl: string): Promise<string | null> {
  if (files.some((file) => existsSync(join(folders.workstation, file)))) return null
  const administrator = demoAccounts.find((account) => account.role === 'administrator')
  if (administrator === undefined) return null
  const { username, password } = administrator
  const post = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${centralUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`central answered ${answer.status}`)
    return (await answer.json()) as Record<string, unknown>
  }
  try {
    const session = await post('/v1/sessions', { username, password })
    const token = String(session.accessToken)
    const { id } = session.facility as { id: string }
    const { code } = await post(`/v1/facilities/${id}/workstations/codes`, { name: NAME, validMinutes: 10 }, token)
    await post('/v1/sessions/end', {}, token)
    return String(code)
  } catch {
    return null
  }
}
