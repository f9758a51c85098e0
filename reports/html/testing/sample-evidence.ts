import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EvidenceRef } from '#domain/evidence.ts'

// One black pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const attack = '<script>document.title = "attacked"</script>'

const notebook = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: 'markdown', source: ['# Residuals\n', attack] },
    {
      cell_type: 'code',
      execution_count: 1,
      source: 'print(1 + 1)',
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['2\n', attack] },
        { output_type: 'display_data', data: { 'image/png': png.toString('base64') } },
        { output_type: 'display_data', data: { 'image/png': `x" onload="alert(1)` } },
        { output_type: 'execute_result', data: { 'text/html': attack, 'text/plain': 'a table' } },
        {
          output_type: 'error',
          ename: 'E',
          evalue: '',
          traceback: ['\u001b[31mValueError\u001b[0m'],
        },
      ],
    },
  ],
})

/** Files of every kind that a step may keep, each with what would act if it were not shown as what it is. */
const files: readonly (readonly [name: string, mediaType: string, content: string | Buffer])[] = [
  [
    'residuals.csv',
    'text/csv',
    `visit,"residual, mas",note\n1,2.5,fine\n2,3.5,"${attack}"\n3,1.5,"two\nlines"\n`,
  ],
  [
    'rows.json',
    'application/json',
    JSON.stringify([
      { band: 'g', value: 1 },
      { band: attack, value: null },
    ]),
  ],
  ['nested.json', 'application/json', JSON.stringify({ deep: { list: [1, 2], text: attack } })],
  ['run.log', 'text/plain', `started\n${attack}\u001b[31mred\u001b[0m\nended\n`],
  ['page.html', 'text/html', `<!doctype html><title>page</title>${attack}`],
  ['sky.png', 'image/png', png],
  [
    'drawing.svg',
    'image/svg+xml',
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>top.document.title = 'attacked'</script><rect width="40" height="20" fill="teal"/></svg>`,
  ],
  ['executed.ipynb', 'application/x-ipynb+json', notebook],
  [
    'binary.parquet',
    'application/vnd.apache.parquet',
    Buffer.from([0x50, 0x41, 0x52, 0x31, 0, 1, 2, 3]),
  ],
  ['said-to-be.png', 'image/png', attack],
]

/** Keeps files of every kind in a folder, named by their content. */
export const keepSampleEvidence = (
  folder: string,
): {
  readonly references: readonly EvidenceRef[]
  readonly find: (sha256: string) => Promise<string | undefined>
} => {
  const places = new Map<string, string>()
  const references = files.map(([name, mediaType, content]): EvidenceRef => {
    const sha256 = hash('sha256', content)
    const path = join(folder, sha256)
    writeFileSync(path, content)
    places.set(sha256, path)
    return { sha256, name, mediaType, size: Buffer.byteLength(content) }
  })
  return { references, find: async (sha256) => places.get(sha256) }
}
