import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'

/**
 * Where a repository is: a URI and an absolute path stay, a relative path starts at the root, and a bare name that is
 * no folder there is a label of the installation's repository index.
 */
export const repositoryPath = (given: string, root: string): string => {
  if (given.includes('://') || isAbsolute(given)) return given
  const path = resolve(root, given)
  return given.includes('/') || given.startsWith('.') || existsSync(path) ? path : given
}
