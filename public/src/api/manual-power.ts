import { answer } from './client.ts'
import { boardKey, printersKey } from './keys.ts'
import { useWrite } from './write.ts'

/** Switching is answered once the plug was seen to follow, at most 13 s later. */
const switchTimeoutMs = 20_000

export type ManualSwitch = { state: 'on' | 'off'; minutes: number; reason: string }

/** Switches a printer by hand; it is recorded, and ends by itself. */
export const useSwitchByHand = (printerId: string, onDone: () => void) =>
  useWrite(
    (api, json: ManualSwitch) =>
      answer(
        api.printers[':id'].power.$post(
          { param: { id: printerId }, json },
          { init: { signal: AbortSignal.timeout(switchTimeoutMs) } },
        ),
      ),
    { keys: [boardKey, printersKey, ['incidents']], onDone },
  )

/** Lets the printer follow its reservations again; refused when nothing was switched by hand. */
export const useEndManualSwitch = (onDone: () => void) =>
  useWrite((api, id: string) => answer(api.printers[':id'].power.$delete({ param: { id } })), {
    keys: [boardKey, printersKey],
    onDone,
  })
