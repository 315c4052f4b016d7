/**
 * Calls back once when the process that started this one has ended, so that nothing outlives it: by its channel where
 * there is one, and by the change of parent, which also tells of a parent that was killed.
 */
export function whenParentEnds(callback: () => void): void {
  const parent = process.ppid
  let told = false
  const tell = () => {
    if (told) return
    told = true
    clearInterval(watch)
    callback()
  }
  const watch = setInterval(() => {
    if (process.ppid !== parent) tell()
  }, 500)
  watch.unref()
  if (process.connected) {
    process.on('disconnect', tell)
    // The channel is listened to, but it alone keeps nothing running.
    process.channel?.unref()
  }
}
