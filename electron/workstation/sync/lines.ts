import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { Unreachable } from './central.ts'

const LONGEST_LINE = 32 * 1024 * 1024

/**
 * The lines of a stream of bytes; a last line without its end is no line.
 *
 * @param silenceMs longest silence before the stream counts as broken: a line can be dead without being closed
 * @throws Unreachable when it is silent, or a line never ends
 */
export async function* linesOf(stream: Readable, silenceMs: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const wait = () => setTimeout(() => stream.destroy(new Unreachable(null, 'snapshot_silent')), silenceMs)
  let timer = wait()
  try {
    for await (const chunk of stream) {
      clearTimeout(timer)
      rest += decoder.write(chunk as Buffer)
      let from = 0
      for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', from)) {
        if (end > from) yield rest.slice(from, end)
        from = end + 1
      }
      rest = rest.slice(from)
      if (rest.length > LONGEST_LINE) throw new Unreachable(null, 'snapshot_line_too_long')
      timer = wait()
    }
  } finally {
    clearTimeout(timer)
  }
}
