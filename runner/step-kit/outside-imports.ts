import { existsSync, realpathSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundlePlace } from './bundle-place.ts'

const installation = import.meta.url
const roots = new Set<string>()

/**
 * Lets modules below a folder (absolute) import `lvv/step-kit` and `zod` without an installation of their own, and
 * takes their `.ts` and `.js` files for modules, whatever `package.json` lies above them.
 */
export const allowOutsideImports = (folder: string): void => {
  if (roots.size === 0) registerHooks({ resolve })
  // Node knows modules by their real paths.
  const real = existsSync(folder) ? realpathSync(folder) : folder
  roots.add(`${pathToFileURL(real).href}/`)
}

type Resolve = NonNullable<Parameters<typeof registerHooks>[0]['resolve']>

const resolve: Resolve = (specifier, context, next) => {
  if (!isOutside(context.parentURL)) return asModule(next(specifier, context))
  // One copy of the step kit and of zod for all: what a family throws must be of the classes that the engine knows.
  if (bundlePlace !== undefined && (specifier === 'lvv/step-kit' || specifier === 'zod')) {
    const file = path.join(bundlePlace, `${specifier.replace('lvv/', '')}.mjs`)
    return { url: pathToFileURL(file).href, format: 'module', shortCircuit: true }
  }
  if (specifier === 'lvv/step-kit') {
    return {
      url: new URL('./step-kit.ts', installation).href,
      format: 'module-typescript',
      shortCircuit: true,
    }
  }
  if (specifier === 'zod' || specifier.startsWith('zod/')) {
    return next(specifier, { ...context, parentURL: installation })
  }
  return asModule(next(specifier, context))
}

const isOutside = (url: string | undefined): boolean =>
  url !== undefined && roots.values().some((root) => url.startsWith(root))

const asModule = (found: ReturnType<Resolve>): ReturnType<Resolve> => {
  if (!isOutside(found.url)) return found
  const path = new URL(found.url).pathname
  if (path.endsWith('.ts') || path.endsWith('.mts'))
    return { ...found, format: 'module-typescript' }
  return path.endsWith('.js') ? { ...found, format: 'module' } : found
}
