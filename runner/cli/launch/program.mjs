// Starts lvv. Node runs the sources as they are, but starting from hundreds of small files costs a third of a second;
// so they are put into one bundle when they have changed, and that is what starts. LVV_SOURCES=1 starts the sources.

import { rmSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { currentBundle } from './bundle.mjs'

const installation = process.env.LVV_INSTALLATION ?? join(import.meta.dirname, '../../..')
const cache = join(installation, 'node_modules/.cache/lvv')

enableCompileCache(join(cache, 'compiled'))
const bundle = process.env.LVV_SOURCES ? undefined : await currentBundle(installation, cache)
if (bundle) sayInUse(bundle)
const program = bundle ? join(bundle, 'main.mjs') : join(installation, 'runner/cli/main.ts')
const { start } = await import(pathToFileURL(program).href)
await start()

/** Parts of the bundle are loaded when they are needed: nobody may remove it while this process lives. */
function sayInUse(folder) {
  const mark = join(folder, `used-by-${process.pid}`)
  try {
    writeFileSync(mark, '')
  } catch {
    // A bundle that cannot be written to cannot be removed by us either.
    return
  }
  process.on('exit', () => rmSync(mark, { force: true }))
}
