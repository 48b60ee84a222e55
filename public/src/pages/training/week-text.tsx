import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TrainingRecord, useWriteWeek } from '../../api/training-record.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './record.module.css'

const maxLength = 4_000

/** What the machines know, as lines to go on writing from. */
const outline = (record: TrainingRecord): string =>
  [...new Set(record.items.map(({ activity, printer }) => `- ${activity} (${printer})`))].join('\n')

/** One's own words about the week; a trainer reads them. */
export function WeekText({ record, isOwn }: { record: TrainingRecord; isOwn: boolean }) {
  const { t } = useTranslation('training')
  const [text, setText] = useState(record.text)
  const write = useWriteWeek(() => notifications.show({ color: 'teal', message: t('record.saved') }))
  const isChanged = text !== record.text
  if (!isOwn)
    return (
      <Panel title={t('record.text')}>
        <p className={classes.text}>{record.text || t('record.unwritten')}</p>
      </Panel>
    )
  return (
    <Panel title={t('record.text')}>
      <Textarea
        aria-label={t('record.text')}
        description={t('record.textHint')}
        className={classes.screen ?? ''}
        rows={10}
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className={`${classes.text} ${classes.paper}`}>{text}</p>
      <FormProblem error={write.error} fields={[]} />
      <div className={`${formClasses.inline} ${classes.screen}`}>
        <Button
          disabled={!isChanged}
          loading={write.isPending}
          onClick={() => write.mutate({ week: record.from, text, version: record.version })}
        >
          {t('record.save')}
        </Button>
        {record.items.length > 0 && (
          <Button
            variant="default"
            onClick={() => setText([text.trim(), outline(record)].filter((part) => part !== '').join('\n'))}
          >
            {t('record.outline')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
