// Walks a picture of the flow-down by arrow keys: to the nearest box in the direction of the key.

/** @type {{ [key: string]: readonly [number, number] }} */
const directions = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * How far a box is from another in a direction; what lies straight ahead is nearer than what lies aside.
 * @param {Element} from
 * @param {Element} to
 * @param {readonly [number, number]} direction
 */
const distance = (from, to, [right, down]) => {
  const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()]
  const dx = b.left + b.width / 2 - a.left - a.width / 2
  const dy = b.top + b.height / 2 - a.top - a.height / 2
  const ahead = dx * right + dy * down
  return ahead < 10 ? Number.POSITIVE_INFINITY : ahead + 2 * Math.abs(dx * down + dy * right)
}

document.addEventListener('keydown', (event) => {
  const direction = directions[event.key]
  const here = document.activeElement
  if (!direction || !here?.matches('svg.flow a.node')) return
  const nearest = [...document.querySelectorAll('svg.flow a.node')]
    .map((node) => ({ node, away: distance(here, node, direction) }))
    .sort((a, b) => a.away - b.away)[0]
  if (!nearest || nearest.away === Number.POSITIVE_INFINITY) return
  event.preventDefault()
  if (nearest.node instanceof SVGElement) nearest.node.focus()
})
