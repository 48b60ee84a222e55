import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideSmallGroups, SMALLEST_GROUP } from '../../worker/domain/small-groups.ts'

type Group = { name: string; people: number; hours: number }
const merge = (rest: Group, group: Group): Group => ({
  name: 'Übrige',
  people: rest.people + group.people,
  hours: rest.hours + group.hours,
})
const group = (name: string, people: number, hours = people): Group => ({ name, people, hours })

test('a group of four is not shown, and its figures are not lost where they can hide among others', () => {
  const { shown, rest } = hideSmallGroups([group('A', 7), group('B', 4), group('C', 3)], merge)
  expect(shown).toEqual([group('A', 7)])
  expect(rest).toEqual({ name: 'Übrige', people: 7, hours: 7 })
})

test('a rest of fewer than five is not shown either', () => {
  expect(hideSmallGroups([group('A', 7), group('B', 4)], merge).rest).toBeNull()
  expect(hideSmallGroups([group('A', 7)], merge).rest).toBeNull()
})

test('nothing that is shown ever stands for fewer than five people', () => {
  const groups = fc.array(fc.record({ name: fc.string(), people: fc.nat(12), hours: fc.nat(99) }))
  fc.assert(
    fc.property(groups, (all) => {
      const { shown, rest } = hideSmallGroups(all, merge)
      const visible = rest ? [...shown, rest] : shown
      expect(visible.every(({ people }) => people >= SMALLEST_GROUP)).toBe(true)
    }),
  )
})
