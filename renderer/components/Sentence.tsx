interface Piece {
  readonly text: string
  readonly strong?: boolean
  readonly tone?: 'bad' | 'warn' | 'quiet'
}

/** A sentence whose weighty parts stand out: strong ones underlined, toned ones as badges. */
export function Sentence({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <span className="sp-sentence">
      {pieces.map((piece, at) => {
        const key = `${at}-${piece.text}`
        if (piece.tone) {
          return (
            <span key={key} className="sp-badge sp-sentence-act" data-tone={piece.tone}>
              {piece.text}
            </span>
          )
        }
        return piece.strong ? <b key={key}>{piece.text}</b> : <span key={key}>{piece.text}</span>
      })}
    </span>
  )
}
