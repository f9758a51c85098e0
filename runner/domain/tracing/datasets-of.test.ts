import { expect, it } from 'vitest'
import { datasetsOf } from './datasets-of.ts'

it('says in one line what each dataset is', () => {
  const survey = {
    input: ['HSC/RC2/defaults', 'HSC/calib'],
    where: { instrument: 'HSC', tract: 9813 },
  }
  expect(datasetsOf({ repository: 'r', datasets: { survey, raw: 'a/b', none: null } })).toEqual({
    survey: 'input HSC/RC2/defaults, HSC/calib; where instrument HSC, tract 9813',
    raw: 'a/b',
  })
})

it('says nothing where the environment binds none', () => {
  expect(datasetsOf({})).toEqual({})
  expect(datasetsOf({ datasets: 'all' })).toEqual({})
})
