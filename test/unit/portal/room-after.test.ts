import { expect, test } from 'vitest'
import { roomAfter } from '../../../public/src/pages/plan/room-after.ts'

const window = (startsAt: number, endsAt: number) => ({ startsAt, endsAt })
const span = window(0, 100)

test.each([
  ['until the span ends, where nothing follows', window(10, 20), [], 8],
  ['until the next one begins', window(10, 20), [window(50, 60), window(25, 30)], 0.5],
  ['none where the next one begins at once', window(10, 20), [window(20, 30)], 0],
  ['whatever lies before it', window(10, 20), [window(0, 10), window(10, 20)], 8],
  ['by what is seen of one that began before the span', window(-30, 10), [window(30, 40)], 2],
  ['none past the end of the span', window(90, 120), [], 0],
])('a label has room %s', (_name, job, others, room) => {
  expect(roomAfter(span, job, others)).toBe(room)
})
