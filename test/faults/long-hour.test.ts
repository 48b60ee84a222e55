import { test } from 'vitest'
import { loseTheBridge } from './bridge-gone.ts'
import { jumpTheClock } from './clock-jumps.ts'

// Each throws when something is not as its own description says.
test('an hour without the bridge leaves no plug wrong', loseTheBridge)
test('a clock that jumps cuts no print', jumpTheClock)
