import { isCompared, type Judged } from '#reports/html/parts/chips.ts'

/** How a measured point looks: by its verdict, neutral where it decides nothing, hollow where it earns no credit. */
export const dotClass = (point: Judged & { readonly creditable: boolean }): string => {
  const tone = isCompared(point) ? 'beside' : point.verdict === 'fail' ? 'bad' : 'good'
  return `dot ${tone}${point.creditable ? '' : ' hollow'}`
}
