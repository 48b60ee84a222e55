import { expect } from 'vitest'
import type { Demo } from './demo.ts'

/** Presses the button of an emulated plug, past the workshop's back: on when it was off, and the other way round. */
export async function pressButton(demo: Demo, address: string): Promise<void> {
  const number = demo.plugs.indexOf(address) + 1
  const answer = await fetch(`${demo.control}/plugs/${number}/press`, { method: 'POST' })
  expect(answer.status, await answer.text()).toBe(200)
}
