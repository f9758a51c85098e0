import type { Coverage } from '#domain/tracing/coverage.ts'

/** Background of each coverage; the words are always there too. */
export const coverageColours: { readonly [coverage in Coverage]: string } = {
  'fully-verified': '#b9e4bd',
  'partially-verified': '#ffe69a',
  'with-failures': '#ffb3ab',
  'not-verified': '#dfe3e6',
  'not-covered': '#cfd4d8',
}
