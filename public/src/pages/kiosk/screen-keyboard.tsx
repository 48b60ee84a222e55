import 'simple-keyboard/build/css/index.css'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SimpleKeyboard as Keyboard } from 'simple-keyboard'
import classes from './screen-keyboard.module.css'

const layout = {
  default: [
    '1 2 3 4 5 6 7 8 9 0 ß {bksp}',
    'q w e r t z u i o p ü',
    'a s d f g h j k l ö ä',
    '{shift} y x c v b n m . - _',
    '{space}',
  ],
  shift: [
    '1 2 3 4 5 6 7 8 9 0 ? {bksp}',
    'Q W E R T Z U I O P Ü',
    'A S D F G H J K L Ö Ä',
    '{shift} Y X C V B N M , : !',
    '{space}',
  ],
}

type ScreenKeyboardProps = { value: string; onChange: (value: string) => void }

/** Letters by finger, for screens without a keyboard. A capital is for one letter. */
export default function ScreenKeyboard({ value, onChange }: ScreenKeyboardProps) {
  const { t } = useTranslation('kiosk')
  const place = useRef<HTMLDivElement>(null)
  const board = useRef<Keyboard>(null)
  const changed = useRef(onChange)
  changed.current = onChange
  const [back, shift, space] = [t('keyboard.back'), t('keyboard.shift'), t('keyboard.space')]
  useEffect(() => {
    if (!place.current) return
    const made: Keyboard = new Keyboard(place.current, {
      layout,
      display: { '{bksp}': '⌫', '{shift}': '⇧', '{space}': ' ' },
      buttonAttributes: [
        { attribute: 'aria-label', value: back, buttons: '{bksp}' },
        { attribute: 'aria-label', value: shift, buttons: '{shift}' },
        { attribute: 'aria-label', value: space, buttons: '{space}' },
      ],
      useButtonTag: true,
      // Within a form a button without a type would send it.
      onRender: ({ keyboardDOM }) => {
        for (const button of keyboardDOM.querySelectorAll('button')) button.type = 'button'
      },
      // The field keeps the focus, so that a real keyboard works as well.
      preventMouseDownDefault: true,
      onChange: (text) => changed.current(text),
      onKeyPress: (key) => {
        const isShifted = made.options.layoutName === 'shift'
        if (key === '{shift}' || isShifted)
          made.setOptions({ layoutName: key === '{shift}' && !isShifted ? 'shift' : 'default' })
      },
    })
    board.current = made
    return () => made.destroy()
  }, [back, shift, space])
  useEffect(() => {
    board.current?.setInput(value)
  }, [value])
  return (
    <div className={classes.keyboard}>
      <div ref={place} className="simple-keyboard" />
    </div>
  )
}
