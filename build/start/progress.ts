/** One line that is written over while something is under way; on something that is no terminal, a line now and then. */
export interface ProgressLine {
  update(text: string): void
  /** Ends the line and leaves `text` standing. */
  done(text: string): void
}

const QUIET_MS = 2_000

export function createProgressLine(out: NodeJS.WriteStream): ProgressLine {
  let shown = ''
  let at = 0
  return {
    update(text) {
      if (text === shown) return
      if (out.isTTY) out.write(`\r\u001b[2K${text.slice(0, Math.max(20, out.columns - 1))}`)
      else if (Date.now() - at < QUIET_MS) return
      else out.write(`${text}\n`)
      at = Date.now()
      shown = text
    },
    done(text) {
      out.write(out.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`)
      shown = ''
    },
  }
}
