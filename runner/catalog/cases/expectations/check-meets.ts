import type { CaseContext } from '#catalog/cases/case-context.ts'
import type { OwnLimit } from '#domain/expectation.ts'
import { convert, sameDimension } from '#language/units/units.ts'
import type { CheckedCriterion, MeasurePlace } from './check-criterion.ts'
import { type NamedLimit, namedLimit } from './check-limit.ts'
import { literalValue } from './literal-value.ts'

/** Checks what `meets` names, and what stands beside it. */
export const checkMeets = (
  context: CaseContext,
  place: MeasurePlace,
  text: string,
  { own, guarded }: { readonly own: OwnLimit | undefined; readonly guarded: boolean },
): CheckedCriterion | undefined => {
  const path = [...place.path, 'meets']
  const named = namedLimit(context, path, text, place.unit)
  if (named === undefined) return undefined
  const { role, owners, limit } = named
  const verified = owners.some((owner) => place.verified.has(owner))
  if (role !== 'threshold' && !(role === 'condition' && verified)) {
    context.list.at(path, {
      code: 'meets-role',
      message: `${text} is a ${role}, and only a threshold decides.`,
      hint:
        role === 'condition'
          ? `Write \`compares\`, or let the case verify the element that owns it: ${owners.join(', ') || 'none does'}.`
          : 'Write `compares`: the margin is recorded and shown, and does not decide.',
    })
  } else if (limit.sense === undefined) {
    context.list.at(path, {
      code: 'no-sense',
      message: `${text} does not say whether it is a lower or an upper limit.`,
      hint: 'Add `sense` to the parameter.',
    })
  } else if (owners.length > 0 && !verified && place.verified.size > 0) {
    context.list.at(path, {
      severity: 'warning',
      code: 'not-verified',
      message: `The case does not verify ${owners.join(' or ')}, which owns ${text}.`,
      hint: 'The result counts for the elements that the case names.',
    })
  }
  if (own !== undefined) checkStricter(context, place, named, own)
  if (guarded) checkGuard(context, place, limit)
  return { criterion: { kind: 'meets', limit, ...(own && { own }) }, owners }
}

/** A band inside the limit needs a limit to one side, and is one of two ways to allow for chance. */
const checkGuard = (
  { list }: CaseContext,
  { path }: MeasurePlace,
  { parameter, sense, confidence }: NamedLimit['limit'],
): void => {
  if (sense !== 'equals' && confidence === undefined) return
  list.atKey([...path, 'guard'], {
    code: 'misplaced-field',
    message:
      sense === 'equals'
        ? `${parameter} must be equal: there is no inside that \`guard\` could take a band from.`
        : `${parameter} is judged by its confidence limit, which takes the place of \`guard\`.`,
    hint: 'Leave `guard` out.',
  })
}

const checkStricter = (
  { list }: CaseContext,
  { path, unit }: MeasurePlace,
  { limit }: NamedLimit,
  own: OwnLimit,
): void => {
  const field = own.sense === 'at-most' ? 'atMost' : 'atLeast'
  if (limit.sense !== undefined && limit.sense !== own.sense) {
    list.at([...path, field], {
      code: 'not-stricter',
      message: `${limit.parameter} is ${limit.sense}: an own limit beside it has the same sense.`,
    })
    return
  }
  const literal = literalValue(own.limit)?.value
  if (typeof literal !== 'number' || unit === undefined || !sameDimension(unit, limit.unit)) return
  const required = convert(limit.value, limit.unit, unit)
  const stricter = own.sense === 'at-most' ? literal < required : literal > required
  if (stricter || (literal === required && own.strict && !limit.strict)) return
  list.at([...path, field], {
    code: 'not-stricter',
    message: `${literal} ${unit} is not stricter than ${limit.parameter}, ${limit.sense} ${limit.value} ${limit.unit}.`,
    hint: 'Leave it out: the requirement decides.',
  })
}
