import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

/** What jsdom lacks and the console asks of a page: sizes, media queries, observers, scrolling. */
const SIZE = { width: 1280, height: 720 }

Object.defineProperties(HTMLElement.prototype, {
  offsetWidth: {
    configurable: true,
    get(this: HTMLElement) {
      return this.getAttribute('role') === 'separator' ? 1 : SIZE.width
    },
  },
  offsetHeight: { configurable: true, get: () => SIZE.height },
  clientWidth: { configurable: true, get: () => SIZE.width },
  clientHeight: { configurable: true, get: () => SIZE.height },
})
Element.prototype.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
window.matchMedia = (media) =>
  ({
    media,
    matches: false,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList
/** Nothing is scaled where nothing is laid out. */
Object.defineProperty(window, 'DOMMatrixReadOnly', {
  configurable: true,
  value: class {
    readonly m22 = 1
  },
})
/** Tells the size once, when it is asked to observe. */
window.ResizeObserver = class {
  readonly tell: ResizeObserverCallback
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell
  }
  observe(target: Element) {
    const box = [{ inlineSize: SIZE.width, blockSize: SIZE.height }]
    const contentRect = { ...SIZE, x: 0, y: 0, top: 0, left: 0, right: SIZE.width, bottom: SIZE.height } as DOMRect
    const entry = { target, contentRect, borderBoxSize: box, contentBoxSize: box, devicePixelContentBoxSize: box }
    queueMicrotask(() => this.tell([entry], this))
  }
  unobserve() {}
  disconnect() {}
}

Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() })

afterEach(() => {
  cleanup()
  localStorage.clear()
})
