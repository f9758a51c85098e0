import type { Handle } from './handle.ts'
import { boundWhere, type Where } from './where.ts'

/** What the steps that search take. */
export interface Search {
  readonly butler: Handle
  readonly collections?: readonly string[] | undefined
  readonly where: Where
}

/** Arguments of the worker for a search: repository, collections, and the expression with its bound values. */
export const searchArgs = (search: Search): { readonly [name: string]: unknown } => ({
  repository: search.butler.repository,
  collections: search.collections ?? search.butler.collections,
  ...boundWhere(search.where),
})
