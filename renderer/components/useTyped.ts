import { useEffect, useState } from 'react'

/**
 * What is being typed, told on once nobody has typed for a moment.
 *
 * @param shown what the list on screen was asked for; the same text is not told again
 * @param tell given the text without the blanks around it
 * @param pauseMs after the last key, in milliseconds
 */
export function useTyped(
  shown: string,
  tell: (text: string) => void,
  pauseMs: number,
): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(shown)
  useEffect(() => {
    const next = text.trim()
    if (next === shown) return
    const timer = setTimeout(() => tell(next), pauseMs)
    return () => clearTimeout(timer)
  }, [text, shown, tell, pauseMs])
  return [text, setText]
}
