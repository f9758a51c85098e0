import { HarnessError } from '#domain/harness-error.ts'
import { isJsonObject, type Json, type JsonObject } from '#domain/json.ts'
import { shown } from './line-problem.ts'

/** One item of a list of results. */
export interface JsonItem {
  /** Number in the list, from 1. */
  readonly number: number
  readonly item: Json
}

/** Reads a list of results: `[…]` or `{ "results": […] }`. Throws HarnessError `bad-input` for anything else. */
export const readJson = (text: string, name: string): readonly JsonItem[] => {
  const value = parse(text, name)
  const list = isJsonObject(value) ? value.results : value
  if (!Array.isArray(list)) {
    throw new HarnessError(
      'bad-input',
      `${name} holds no list of results: [ … ] or { "results": [ … ] } is expected, found ${shown(value)}`,
    )
  }
  return (list as readonly Json[]).map((item, index) => ({ number: index + 1, item }))
}

const parse = (text: string, name: string): Json => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError(
      'bad-input',
      `${name} is no JSON: ${what.replaceAll(/[\s\p{Cc}]+/gu, ' ')}`,
      {
        cause,
      },
    )
  }
}

/**
 * Lines on which the items of the list begin; reading positions takes long, so only for what is wrong. None where the
 * nesting is too deep for it.
 */
export const itemLines = async (text: string): Promise<readonly number[]> => {
  const { parseDocument, isMap, isSeq, isNode, LineCounter } = await import('yaml')
  const lineCounter = new LineCounter()
  try {
    const { contents } = parseDocument(text, { lineCounter, version: '1.2', schema: 'json' })
    const list = isMap(contents) ? contents.get('results', true) : contents
    if (!isSeq(list)) return []
    return list.items.map((item) =>
      isNode(item) && item.range ? lineCounter.linePos(item.range[0]).line : 1,
    )
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** Fields of an item. */
export const fieldsOf = (item: Json): JsonObject | undefined =>
  isJsonObject(item) ? item : undefined
