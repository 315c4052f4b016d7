import type { MessageBoxOptions } from 'electron'
import type { WorkstationStatus } from '../workstation/ports.ts'

export interface QuitGuardOptions {
  readonly status: () => Promise<WorkstationStatus>
  /** Shows a box of the system's; answers the number of the button. */
  readonly ask: (options: MessageBoxOptions) => Promise<number>
  readonly quit: () => void
  readonly locale: () => string
}

/** Says before the app ends that decisions have not reached central. They are kept either way. */
export interface QuitGuard {
  /** Whether the app may end now; if not, it is asked about and ended from here. */
  mayQuit(): boolean
  /** From now on it may: it is the system or a parent that ends it, and nobody is there to be asked. */
  allow(): void
}

const AGAIN_MS = 250

const sentences = {
  en: {
    message: (count: number) =>
      count === 1 ? 'One decision has not been sent yet.' : `${count} decisions have not been sent yet.`,
    detail: 'They are kept, encrypted, on this computer and leave when you sign in again.',
    wait: 'Wait, then quit',
    quit: 'Quit now',
    stay: 'Stay',
  },
  es: {
    message: (count: number) =>
      count === 1 ? 'Una decisión aún no se ha enviado.' : `${count} decisiones aún no se han enviado.`,
    detail: 'Se guardan cifradas en este equipo y salen cuando usted vuelva a entrar.',
    wait: 'Esperar y salir',
    quit: 'Salir ahora',
    stay: 'Quedarse',
  },
} as const

export function createQuitGuard(options: QuitGuardOptions): QuitGuard {
  let allowed = false
  let asking = false

  function go(): void {
    allowed = true
    options.quit()
  }

  async function waitUntilSent(): Promise<void> {
    while ((await options.status()).waiting > 0 && !allowed) await new Promise((next) => setTimeout(next, AGAIN_MS))
    go()
  }

  async function ask(): Promise<void> {
    const { waiting, online } = await options.status()
    if (waiting === 0) return go()
    const words = sentences[options.locale().startsWith('es') ? 'es' : 'en']
    // Without a line there is nothing to wait for.
    const buttons = online ? [words.wait, words.quit, words.stay] : [words.quit, words.stay]
    const chosen =
      buttons[
        await options.ask({
          type: 'question',
          message: words.message(waiting),
          detail: words.detail,
          buttons,
          defaultId: 0,
          cancelId: buttons.length - 1,
        })
      ]
    if (chosen === words.quit) go()
    else if (chosen === words.wait) await waitUntilSent()
  }

  return {
    mayQuit() {
      if (allowed) return true
      if (!asking) {
        asking = true
        void ask().finally(() => {
          asking = false
        })
      }
      return false
    },
    allow() {
      allowed = true
    },
  }
}
