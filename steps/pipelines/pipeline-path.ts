import { isAbsolute, resolve } from 'node:path'

/**
 * Where a pipeline is, for the middleware: what begins with a variable (`$DRP_PIPE_DIR/…`) is expanded in the stack's own
 * environment, a URI and an absolute path stay, and a relative path starts at the root. `#step1` selects a subset.
 */
export const pipelinePath = (given: string, root: string): string =>
  given.startsWith('$') || given.includes('://') || isAbsolute(given) ? given : resolve(root, given)
