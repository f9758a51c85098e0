/** Lines on a terminal after it got this output; it follows the few movements that a redrawn block makes. */
export const shownOnTerminal = (output: string): readonly string[] => {
  const lines = ['']
  let at = 0
  const visible = output.replaceAll('\r', '').replaceAll('\u001b', '␛')
  for (const piece of visible.split(/(?=␛)|(?<=\n)/)) {
    const [, count = '', kind = '', rest = piece] =
      piece.match(/^␛\[\??(\d*)([A-Za-z])(.*)$/s) ?? []
    at = Math.max(0, at + movement(kind, count))
    if (kind === 'J') lines.length = at
    if (kind === 'K' && count === '2') lines[at] = ''
    lines[at] = (lines[at] ?? '') + rest.replace('\n', '')
    if (piece.endsWith('\n')) at += 1
    while (lines.length <= at) lines.push('')
  }
  return lines.slice(0, lines.findLastIndex((one) => one !== '') + 1)
}

const movement = (kind: string, count: string): number => {
  if (kind === 'A') return -Number(count || 1)
  return kind === 'B' ? Number(count || 1) : 0
}
