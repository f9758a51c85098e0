// Puts the sources and the packages they use into a few files. Only loaded when the sources have changed.
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { rolldown } from 'rolldown'

/** Makes the bundle beside its place and moves it there whole: two at once both succeed. */
export const makeBundle = async (installation, bundle) => {
  const cache = dirname(bundle)
  await mkdir(cache, { recursive: true })
  const beside = await mkdtemp(join(cache, 'making-'))
  try {
    const imports = new Map()
    const build = await rolldown({
      input: {
        main: join(installation, 'runner/cli/main.ts'),
        'step-kit': join(installation, 'runner/step-kit/step-kit.ts'),
        zod: join(installation, 'node_modules/zod/index.js'),
        ...familyEntries(installation),
      },
      platform: 'node',
      // Looks up its own fonts by the `imports` of its package: it must stay where that is.
      external: ['pdfkit'],
      cwd: installation,
      logLevel: 'silent',
      transform: { define: { LVV_BUNDLE: JSON.stringify(bundle) } },
      plugins: [ownPlaces(installation), noteImports(imports), englishOnly],
    })
    await build.write({
      dir: beside,
      format: 'esm',
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      comments: false,
      entryFileNames: '[name].mjs',
      codeSplitting: { groups: [{ name: chunkOf(installation, imports) }] },
      chunkFileNames: 'chunks/[name]-[hash].mjs',
    })
    await build.close()
    await writeFile(join(beside, 'package.json'), '{"type":"module"}\n')
    await rename(beside, bundle).catch((error) => {
      // Another process was first, with the same sources.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
    await removeOld(cache, basename(bundle))
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Step families of the installation, by name: each is an entry of its own, loaded when a case names it. */
const familyEntries = (installation) => {
  const steps = join(installation, 'steps')
  return Object.fromEntries(
    readdirSync(steps)
      .map((name) => [`steps/${name}`, join(steps, name, 'family.ts')])
      .filter(([, file]) => existsSync(file)),
  )
}

/** What `lvv run` loads in any case: in one file, since every file that is loaded costs half a millisecond. */
const startOfEveryRun = [
  'runner/cli/main.ts',
  'runner/cli/commands/run.ts',
  'runner/step-kit/step-kit.ts',
  'reports/live/create-live-reporter.ts',
  'reports/terminal/render-terminal.ts',
]

/** Names the chunk of a module: `run` when every run needs it from its start. `imports` is read when all is parsed. */
const chunkOf = (installation, imports) => {
  let needed
  return (id) => {
    needed ??= reachable(
      startOfEveryRun.map((file) => join(installation, file)),
      imports,
    )
    return needed.has(id) ? 'run' : null
  }
}

const reachable = (starts, imports) => {
  const found = new Set(starts)
  for (const id of found) for (const imported of imports.get(id) ?? []) found.add(imported)
  return found
}

/** The less text there is, the sooner it is loaded: what zod finds is said in English. */
const englishOnly = {
  name: 'english-only',
  load: (id) =>
    id.endsWith('/zod/v4/locales/index.js') ? "export { default as en } from './en.js'" : null,
}

/** Notes what every module imports. */
const noteImports = (imports) => ({
  name: 'note-imports',
  moduleParsed({ id, importedIds }) {
    imports.set(id, importedIds)
  },
})

/** Sources find the files beside them (SQL, Python) where those really are. */
const ownPlaces = (installation) => ({
  name: 'own-places',
  transform(code, id) {
    const isOwn = id.startsWith(installation + sep) && !id.includes(`${sep}node_modules${sep}`)
    if (!isOwn || !code.includes('import.meta.')) return null
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.filename', JSON.stringify(id))
      .replaceAll('import.meta.url', JSON.stringify(`file://${id}`))
  },
})

/** A bundle stays while a process that started from it lives: it may still load parts of it. */
const removeOld = async (cache, current) => {
  const names = (await readdir(cache)).filter(
    (name) => name.startsWith('bundle-') && name !== current,
  )
  for (const name of names) {
    const users = (await readdir(join(cache, name))).flatMap((file) => usedBy.exec(file)?.[1] ?? [])
    if (!users.some(isAlive)) await rm(join(cache, name), { recursive: true, force: true })
  }
}

const usedBy = /^used-by-(\d+)$/

const isAlive = (pid) => {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
