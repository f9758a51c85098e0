import { expect, it } from 'vitest'
import { isSamePerson, personText } from './same-person.ts'

it.each([
  ['Vera Rubin', 'vrubin', 'Vera Rubin (vrubin)'],
  [' Vera\n Rubin ', 'vrubin', 'Vera Rubin (vrubin)'],
  ['vrubin', 'vrubin', 'vrubin'],
  ['  ', 'vrubin', 'vrubin'],
  [undefined, 'vrubin', 'vrubin'],
])('writes %j with login %s as %s', (name, login, text) => {
  expect(personText(name, login)).toBe(text)
})

it.each([
  ['Vera Rubin', 'Vera Rubin (vrubin)', true],
  ['vera  RUBIN', 'Vera Rubin (vrubin)', true],
  ['vrubin', 'Vera Rubin (vrubin)', true],
  ['Vera Rubin (vrubin)', 'Vera Rubin (vrubin)', true],
  ['Vera\u200b Rubin', 'Vera Rubin (vrubin)', true],
  ['Vera', 'Vera Rubin (vrubin)', false],
  ['Rubin', 'Vera Rubin (vrubin)', false],
  ['Rubin, Vera', 'Vera Rubin (vrubin)', true],
  ['vera.rubin', 'Vera Rubin (vrubin)', true],
  ['Véra Rubin', 'Vera Rubin (vrubin)', true],
  ['Vera Rubin (reviewer)', 'Vera Rubin (vrubin)', true],
  ['V. Rubin', 'Vera Rubin (vrubin)', false],
  ['Vera Florence Rubin', 'Vera Rubin (vrubin)', false],
  ['(…)', 'Vera Rubin (vrubin)', false],
  ['ルービン', '(…)', false],
  ['root', 'root', true],
  ['', 'root', false],
])('tells whether %j is %s: %s', (given, person, same) => {
  expect(isSamePerson(given, person)).toBe(same)
})
