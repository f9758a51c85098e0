import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { brief, type Html, html } from '#reports/html/html.ts'

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().join(''))
const output = z.looseObject({
  output_type: z.string(),
  text: text.optional(),
  data: z
    .looseObject({
      'text/plain': text.optional(),
      'image/png': text.optional(),
      'image/jpeg': text.optional(),
    })
    .optional(),
  ename: z.string().optional(),
  evalue: z.string().optional(),
  traceback: z.array(z.string()).optional(),
})
const notebook = z.looseObject({
  nbformat: z.number(),
  cells: z.array(
    z.looseObject({
      cell_type: z.string(),
      source: text,
      execution_count: z.number().nullish(),
      outputs: z.array(output).optional(),
    }),
  ),
})

type Output = z.infer<typeof output>

const mostCells = 200
const mostText = 20_000
const mostPicture = 3_000_000
const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

/** A notebook as it was executed: its cells and what they gave, as text and pictures; undefined for other JSON. */
export const viewNotebook = (value: unknown): Html | undefined => {
  const parsed = notebook.safeParse(value)
  if (!parsed.success) return undefined
  const { cells } = parsed.data
  return html`<div class="notebook">${cells
    .slice(0, mostCells)
    .map(
      (cell) =>
        html`<div class="cell">${
          cell.cell_type === 'code'
            ? html`<div class="in"><span class="count">[${cell.execution_count ?? ' '}]</span><pre tabindex="0"><code>${brief(cell.source, mostText)}</code></pre></div>${(cell.outputs ?? []).map(viewOutput)}`
            : html`<pre class="words" tabindex="0">${brief(cell.source, mostText)}</pre>`
        }</div>`,
    )}${cells.length > mostCells && html`<p class="note">${cells.length - mostCells} more cells are in the file.</p>`}</div>`
}

const viewOutput = (one: Output): Html | undefined => {
  if (one.output_type === 'error') {
    const trace = (one.traceback ?? []).join('\n') || `${one.ename ?? 'error'}: ${one.evalue ?? ''}`
    return html`<pre class="error" tabindex="0">${brief(stripVTControlCharacters(trace), mostText)}</pre>`
  }
  const kind = (['image/png', 'image/jpeg'] as const).find((name) => one.data?.[name] !== undefined)
  const picture = kind === undefined ? undefined : one.data?.[kind]
  if (picture !== undefined && picture.length <= mostPicture && base64.test(picture)) {
    return html`<img src="data:${kind};base64,${picture.replace(/\s/g, '')}" alt="${brief(one.data?.['text/plain'] ?? 'Output of the cell', 120)}">`
  }
  const words = one.text ?? one.data?.['text/plain']
  return words === undefined
    ? undefined
    : html`<pre class="out" tabindex="0">${brief(stripVTControlCharacters(words), mostText)}</pre>`
}
