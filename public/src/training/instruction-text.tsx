import { useTranslation } from 'react-i18next'
import type { Instruction } from '../api/instructions.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './instruction-text.module.css'

/** A version of the text, to be read to its end; the keyboard scrolls it too. */
export function InstructionText({ text }: { text: NonNullable<Instruction['text']> }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const title = t('version', {
    version: text.version,
    date: format.dateAt(Date.parse(text.publishedAt)),
  })
  return (
    <div className={classes.frame}>
      <p className={classes.version}>{title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by the keyboard too */}
      <section className={classes.text} tabIndex={0} aria-label={title}>
        {text.text}
      </section>
    </div>
  )
}
