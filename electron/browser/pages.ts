/** A page without scripts for whom the host does not let in; the texts are our own, nothing of the request is in it. */
function page(title: string, text: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sallyport</title>
<link rel="icon" href="data:,">
${head}<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem }
  h1 { font-size: 1.25rem }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`
}

/** Leads on to the console and leaves nothing of the start address in the history. */
export const startedPage = page(
  'Sallyport opens',
  'If nothing happens, <a href="/">open the console</a>.',
  '<meta http-equiv="refresh" content="0;url=/">\n',
)

export const usedPage = page(
  'This start address has been used',
  'A start address opens Sallyport once, in one browser. Stop Sallyport where you started it, start it again, and open the new address that it prints.',
)

export const closedPage = page(
  'Sallyport is not open in this browser',
  'Open the start address that Sallyport printed when it was started. It works once; after that, start Sallyport again to get a new one.',
)

export const foreignPage = page(
  'This request was refused',
  'Sallyport answers only pages that it served itself on this computer.',
)
