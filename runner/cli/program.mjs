// Starts the sources, which Node runs by type stripping; the compile cache makes every start but the first quick.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/lvv'))
const { start } = await import('./main.ts')
await start()
