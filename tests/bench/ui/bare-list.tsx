import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { createRoot } from 'react-dom/client'

/** As many rows of the same height and two lines, by the same library, and nothing else. */
function List() {
  const element = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: 50_000,
    getScrollElement: () => element.current,
    estimateSize: () => 56,
    overscan: 12,
  })
  return (
    <div ref={element} id="list" style={{ height: 600, width: 380, overflow: 'auto' }}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            style={{
              position: 'absolute',
              top: 0,
              height: 56,
              width: '100%',
              transform: `translateY(${item.start}px)`,
            }}
          >
            <div>
              <b>Sender {item.index}</b> → recipient {item.index}
            </div>
            <div style={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
              How the message number {item.index} begins, as far as there is room for it on one line
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<List />)
