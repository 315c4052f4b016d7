import { type DeskNews, deskSentences } from '../../shared/console/desk.ts'
import type { Connection } from './connection.ts'

/** What the console asks of the computer that it runs on. */
export interface Desk {
  /** Shows how many messages wait: beside the app's icon, or before the title of the page. */
  badge(count: number): void
  /** Tells of something while the console is out of sight, in fixed sentences without any name or text. */
  tell(news: DeskNews, language: 'en' | 'es'): void
  /** Asks for leave to tell; false where the system or the user refuses. */
  mayTell(): Promise<boolean>
  /** The sound of an urgent alert, once. */
  sound(): void
  print(): void
  /** Hands a text to the user as a file, to be kept where they choose. */
  save(name: string, type: string, text: string): void
}

const TITLE = 'Sallyport'

/** The desk of a page: through the workstation's host where that is the desktop app, otherwise by what browsers can do. */
export function createDesk(page: Window, connection: Connection): Desk {
  const desktop = page.sallyport !== undefined
  const ask: typeof connection.call<'desk.ask'> = (method, input) => connection.call(method, input)
  const out = () => page.document.visibilityState === 'hidden' || !page.document.hasFocus()
  let audio: AudioContext | null = null
  return {
    badge(count) {
      if (desktop) ask('desk.ask', { what: 'badge', count }).catch(() => undefined)
      else page.document.title = count > 0 ? `(${count}) ${TITLE}` : TITLE
    },
    tell(news, language) {
      if (!out()) return
      if (desktop) {
        ask('desk.ask', { what: 'tell', news, language }).catch(() => undefined)
        return
      }
      if (!('Notification' in page) || Notification.permission !== 'granted') return
      const { title, body } = deskSentences[language][news]
      const told = new Notification(title, { body, tag: news, requireInteraction: true })
      told.onclick = () => {
        page.focus()
        told.close()
      }
    },
    async mayTell() {
      if (desktop) return true
      return 'Notification' in page && (await Notification.requestPermission()) === 'granted'
    },
    sound() {
      if (!('AudioContext' in page)) return
      audio ??= new AudioContext()
      if (audio.state === 'suspended') void audio.resume()
      chime(audio)
    },
    print: () => page.print(),
    save(name, type, text) {
      const address = URL.createObjectURL(new Blob([text], { type }))
      const link = page.document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      // The browser has its own copy once the click has been answered.
      setTimeout(() => URL.revokeObjectURL(address), 10_000)
    },
  }
}

/** Two rising tones, twice: made on the spot, so that no file has to be there. */
function chime(audio: AudioContext): void {
  const start = audio.currentTime + 0.02
  ;[660, 880, 660, 880].forEach((frequency, at) => {
    const from = start + at * 0.22
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.22, from + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.2)
    tone.connect(volume).connect(audio.destination)
    tone.start(from)
    tone.stop(from + 0.21)
  })
}
