import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { LatexDocument } from '#reports/latex/latex-options.ts'

/** A compiled document: what its pages say, and what the compiler said. */
export interface Compiled {
  /** Text of each page. */
  readonly pages: readonly string[]
  readonly log: string
  /** Files that compiling left, without those that it was given. */
  readonly left: readonly string[]
}

const packages = readFileSync(join(import.meta.dirname, '../../../.ci/debian-packages'), 'utf8')
  .split('\n')
  .map((line) => line.replace(/#.*/, '').trim())
  .filter(Boolean)

/** Compiles a file of a document without shell escape, in a folder of its own; throws with the log where it fails. */
export const compileLatex = async (document: LatexDocument, main: string): Promise<Compiled> => {
  if (!existsSync('/usr/bin/pdflatex') || !existsSync('/usr/bin/pdftotext')) {
    throw new Error(
      `LaTeX is missing. Install it and try again:\n    sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'lvv-latex-'))
  try {
    for (const { name, text } of document.files) writeFileSync(join(folder, name), text)
    return await compileIn(folder, document, main)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const compileIn = async (
  folder: string,
  document: LatexDocument,
  main: string,
): Promise<Compiled> => {
  const options = ['-no-shell-escape', '-halt-on-error', '-interaction=nonstopmode']
  // Paranoid: nothing outside of the folder is read by name, nothing is written there.
  const env = { openin_any: 'p', openout_any: 'p', max_print_line: '1000' }
  let log = ''
  for (let pass = 1; pass <= 4; pass += 1) {
    const run = await execa('pdflatex', [...options, main], {
      cwd: folder,
      env,
      reject: false,
      timeout: 100_000,
      stdin: 'ignore',
    })
    log = String(run.stdout)
    if (run.exitCode !== 0) throw new Error(`${main} does not compile:\n${log.slice(-3000)}`)
    if (pass > 1 && !/Rerun to get|No file .*\.(aux|toc)/.test(log)) break
  }
  const pdf = main.replace(/\.tex$/, '.pdf')
  const text = await execa('pdftotext', ['-layout', pdf, '-'], { cwd: folder })
  const { stdout } = await execa('ls', ['-A'], { cwd: folder })
  const given = new Set(document.files.map(({ name }) => name))
  return {
    pages: text.stdout.split('\f').slice(0, -1),
    log,
    left: stdout.split('\n').filter((name) => !given.has(name)),
  }
}
