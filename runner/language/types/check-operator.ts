import type { ASTNode } from '@marcbachmann/cel-js'
import type { ValueType } from '#domain/value-type.ts'
import {
  anyType,
  bare,
  booleanType,
  celInt,
  durationType,
  integerType,
  membersOf,
  numberType,
  stringType,
  timestampType,
} from './cel-types.ts'
import { article } from './check-access.ts'
import { type CheckContext, type Kind, kindOf, mayBe, report } from './check-context.ts'
import { joinTypes } from './join-types.ts'

/** The operators of two operands. */
export type BinaryNode = ASTNode & {
  readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in'
}

/** The type of an operation on two operands whose types are known. */
export const inferBinary = (
  context: CheckContext,
  node: BinaryNode,
  [left, right]: readonly [ValueType, ValueType],
): ValueType => {
  if (node.op === '/' && bare(left) === celInt && bare(right) === celInt) {
    report(context, node, {
      code: 'integer-division',
      message: 'a division of two integers drops the fraction',
      hint: 'Write double(…) around one of them, or 2.0 for 2.',
    })
    return numberType
  }
  const results: ValueType[] = []
  for (const a of membersOf(left)) {
    for (const b of membersOf(right)) {
      const result = operate(node.op, a, b)
      if (result !== undefined) results.push(result)
    }
  }
  if (results.length > 0) return joinTypes(results)
  report(context, node, mismatch(node, left, right))
  return isComparison(node.op) ? booleanType : anyType
}

const isComparison = (op: BinaryNode['op']): boolean => !['+', '-', '*', '/', '%'].includes(op)

const operate = (op: BinaryNode['op'], a: ValueType, b: ValueType): ValueType | undefined => {
  const kinds = [kindOf(a), kindOf(b)] as const
  switch (op) {
    case '==':
    case '!=':
      return areEqualKinds(...kinds) ? booleanType : undefined
    case '<':
    case '<=':
    case '>':
    case '>=':
      return areOrdered(...kinds) ? booleanType : undefined
    case 'in':
      return isMember(a, b) ? booleanType : undefined
    default:
      return calculate(op, a, b)
  }
}

const isNumeric = (kind: Kind): boolean => kind === 'int' || kind === 'number'

const areEqualKinds = (a: Kind, b: Kind): boolean =>
  a === b || [a, b].includes('any') || [a, b].includes('null') || (isNumeric(a) && isNumeric(b))

const ordered: readonly Kind[] = ['any', 'string', 'boolean', 'timestamp', 'duration']

const areOrdered = (a: Kind, b: Kind): boolean => {
  if (isNumeric(a) || isNumeric(b)) {
    return (isNumeric(a) || a === 'any') && (isNumeric(b) || b === 'any')
  }
  return ordered.includes(a) && ordered.includes(b) && (a === b || [a, b].includes('any'))
}

const isMember = (item: ValueType, whole: ValueType): boolean => {
  const kind = kindOf(whole)
  if (kind === 'any') return true
  if (kind === 'map') return mayBe(item, ['string'])
  if (whole.kind !== 'array') return false
  return membersOf(whole.items).some((each) => areEqualKinds(kindOf(item), kindOf(each)))
}

const calculate = (op: BinaryNode['op'], a: ValueType, b: ValueType): ValueType | undefined => {
  const kinds = [kindOf(a), kindOf(b)] as const
  if (kinds.every(isNumeric)) return numeric(op, a, b)
  if (kinds.includes('any')) return kinds.includes('null') ? undefined : anyType
  if (op === '+') return sum(a, b)
  return op === '-' ? difference(kinds) : undefined
}

const numeric = (op: BinaryNode['op'], a: ValueType, b: ValueType): ValueType => {
  if (a === celInt && b === celInt) return celInt
  const whole = op !== '/' && [a, b].every((type) => type.kind === 'integer')
  return whole ? integerType : numberType
}

const sum = (a: ValueType, b: ValueType): ValueType | undefined => {
  if (a.kind === 'string' && b.kind === 'string') return stringType
  if (a.kind === 'array' && b.kind === 'array') {
    return { kind: 'array', items: joinTypes([a.items, b.items]) }
  }
  if (a === durationType && b === durationType) return durationType
  const time = [a, b].includes(timestampType) && [a, b].includes(durationType)
  return time ? timestampType : undefined
}

const difference = ([a, b]: readonly [Kind, Kind]): ValueType | undefined => {
  if (a === 'timestamp' && b === 'timestamp') return durationType
  if (b !== 'duration') return undefined
  return a === 'timestamp' ? timestampType : a === 'duration' ? durationType : undefined
}

const mismatch = (
  { op }: BinaryNode,
  left: ValueType,
  right: ValueType,
): { code: string; message: string; hint?: string } => {
  const types = `${article(left)} and ${article(right)}`
  if (op === '==' || op === '!=') {
    return { code: 'wrong-type', message: `${types} are never equal` }
  }
  if (op === 'in' && mayBe(right, ['string'])) {
    return {
      code: 'wrong-type',
      message: '"in" looks into lists and objects, not into a text',
      hint: 'Use .contains(…).',
    }
  }
  const text = op === '+' && (mayBe(left, ['string']) || mayBe(right, ['string']))
  return {
    code: 'wrong-type',
    message: `"${op}" does not work on ${types}`,
    ...(text ? { hint: 'Write string(…) around the one that is no text.' } : {}),
  }
}
