import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeStep } from './describe-step.ts'
import { evidenceFile } from './evidence-file.ts'
import { namedType } from './named-type.ts'
import { docOf, inputTypeOf, valueTypeOf } from './schema-type.ts'
import { defineStep } from './step-definition.ts'

const string = { kind: 'string' } as const
const number = { kind: 'number' } as const
const integer = { kind: 'integer' } as const
const any = { kind: 'any' } as const

const Handle = namedType('demo.Handle', z.object({ path: z.string() }))
const handle = {
  kind: 'named',
  name: 'demo.Handle',
  of: { kind: 'object', fields: { path: { type: string } } },
} as const

interface Tree {
  readonly children: readonly Tree[]
}
const lazyTree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(lazyTree) }))
const getterTree = z.object({
  get children() {
    return z.array(getterTree)
  },
})

describe('the type of a schema', () => {
  it.each([
    ['string', z.string(), string],
    ['an e-mail address', z.email(), string],
    ['an address', z.url(), string],
    ['a template', z.templateLiteral(['a', z.number()]), string],
    ['number', z.number(), number],
    ['int', z.int(), integer],
    ['number().int()', z.number().int(), integer],
    ['number().int() with checks after it', z.number().int().min(1).max(5), integer],
    ['int32', z.int32(), integer],
    ['float64', z.float64(), number],
    ['bigint', z.bigint(), integer],
    ['boolean', z.boolean(), { kind: 'boolean' }],
    ['null', z.null(), { kind: 'null' }],
    ['any', z.any(), any],
    ['unknown', z.unknown(), any],
    ['custom', z.custom<string>(), any],
    ['an enum of texts', z.enum(['a', 'b']), string],
    ['a literal', z.literal(3), integer],
    ['literals of two types', z.literal(['a', 1.5]), { kind: 'union', of: [string, number] }],
    ['an array', z.array(z.int()), { kind: 'array', items: integer }],
    ['a tuple', z.tuple([z.int(), z.int()]), { kind: 'array', items: integer }],
    ['a record', z.record(z.string(), z.number()), { kind: 'map', values: number }],
    ['a nullable', z.string().nullable(), { kind: 'nullable', of: string }],
    ['a nullish field', z.string().nullish(), { kind: 'nullable', of: string }],
    ['a union with null', z.union([z.string(), z.null()]), { kind: 'nullable', of: string }],
    ['a union of equals', z.union([z.string(), z.enum(['a'])]), string],
    ['a union', z.union([z.string(), z.int()]), { kind: 'union', of: [string, integer] }],
    [
      'a nested union',
      z.union([z.string(), z.union([z.int(), z.null()])]),
      {
        kind: 'nullable',
        of: { kind: 'union', of: [string, integer] },
      },
    ],
    ['a union with any', z.union([z.string(), z.any()]), any],
    ['readonly', z.array(z.string()).readonly(), { kind: 'array', items: string }],
    ['branded', z.string().brand('Key'), string],
    ['an open object', z.looseObject({}), { kind: 'object', fields: {}, open: true }],
    [
      'an object with a catch-all',
      z.object({}).catchall(z.number()),
      {
        kind: 'object',
        fields: {},
        open: true,
      },
    ],
    [
      'a strict object',
      z.strictObject({ a: z.string() }),
      {
        kind: 'object',
        fields: { a: { type: string } },
      },
    ],
    [
      'an intersection',
      z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() })),
      {
        kind: 'object',
        fields: { a: { type: string }, b: { type: integer } },
      },
    ],
    ['a named type', Handle, handle],
    ['a described named type', Handle.describe('where it is'), handle],
    ['a named type in a list', z.array(Handle), { kind: 'array', items: handle }],
    [
      'a type extended from a named one',
      Handle.extend({ more: z.string() }),
      {
        kind: 'object',
        fields: { path: { type: string }, more: { type: string } },
      },
    ],
  ])('%s', (_name, schema, type) => {
    expect(valueTypeOf(schema)).toEqual(type)
    expect(inputTypeOf(schema)).toEqual(type)
  })

  it('names schemas that are given with a name', () => {
    const schema = z.object({ at: z.string() })
    const named = new Map([[schema, 'other.Place']])
    expect(valueTypeOf(schema.describe('x'), named)).toMatchObject({ name: 'other.Place' })
  })

  it('tells what may be left out, what is filled in, and what it means', () => {
    const schema = z.object({
      needed: z.string(),
      optional: z.string().describe('a text').optional(),
      filled: z.int().default(3).describe('a number, s'),
      prefilled: z.string().prefault('x'),
      caught: z.int().catch(0),
      nullish: z.int().nullish(),
    })
    expect(inputTypeOf(schema)).toEqual({
      kind: 'object',
      fields: {
        needed: { type: string },
        optional: { type: string, optional: true, doc: 'a text' },
        filled: { type: integer, defaulted: true, doc: 'a number, s' },
        prefilled: { type: string, defaulted: true },
        caught: { type: any, defaulted: true },
        nullish: { type: { kind: 'nullable', of: integer }, optional: true },
      },
    })
    expect(valueTypeOf(schema)).toEqual({
      kind: 'object',
      fields: {
        needed: { type: string },
        optional: { type: string, optional: true, doc: 'a text' },
        filled: { type: integer, doc: 'a number, s' },
        prefilled: { type: string },
        caught: { type: integer },
        nullish: { type: { kind: 'nullable', of: integer }, optional: true },
      },
    })
  })

  it('differs by side where a schema changes what it reads', () => {
    const pipe = z.string().transform(Number).pipe(z.number())
    expect([inputTypeOf(pipe), valueTypeOf(pipe)]).toEqual([string, number])
    const transform = z.string().transform((text) => text.length)
    expect([inputTypeOf(transform), valueTypeOf(transform)]).toEqual([string, any])
    const coerced = z.coerce.number()
    expect([inputTypeOf(coerced), valueTypeOf(coerced)]).toEqual([any, number])
  })

  it('ends at a recursive type', () => {
    const tree = { kind: 'object', fields: { children: { type: { kind: 'array', items: any } } } }
    expect(valueTypeOf(lazyTree)).toEqual(tree)
    expect(valueTypeOf(getterTree)).toEqual(tree)
  })

  it('knows evidence as core.File, also optional and described', () => {
    expect(valueTypeOf(evidenceFile.optional().describe('a picture'))).toMatchObject({
      kind: 'named',
      name: 'core.File',
    })
  })

  it('finds a description below wrappers, the outermost first', () => {
    expect(docOf(z.string().describe('inner').optional())).toBe('inner')
    expect(docOf(z.string().describe('inner').default('').describe('outer'))).toBe('outer')
    expect(docOf(z.string().describe('text').transform(Number))).toBe('text')
    expect(docOf(z.string())).toBeUndefined()
  })
})

describe('the description of a step', () => {
  it('is plain data', () => {
    const step = defineStep({
      name: 'demo.read',
      doc: 'Reads 2.5 things. And says\nso.',
      input: z.object({ path: z.string().describe('where') }),
      output: z.object({ n: z.int().describe('how many') }),
      effect: () => 'read',
      timeout: 1000,
      implies: [{ looksAt: 'n', that: 'result.n > 0' }],
      run: async () => ({ n: 1 }),
    })
    const family = { name: 'demo', doc: '', types: {}, steps: [step] }
    expect(describeStep(step, family)).toEqual({
      name: 'demo.read',
      family: 'demo',
      summary: 'Reads 2.5 things.',
      doc: 'Reads 2.5 things. And says\nso.',
      effect: 'depends',
      timeout: 1000,
      input: { kind: 'object', fields: { path: { type: string, doc: 'where' } } },
      output: { kind: 'object', fields: { n: { type: integer, doc: 'how many' } } },
      implies: [{ looksAt: 'n', that: 'result.n > 0' }],
    })
  })
})
