import '@mantine/core/styles/Chip.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { ActionIcon, Button, Chip, SegmentedControl, Skeleton, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { PrintButton } from '../../parts/print-button.tsx'
import classes from './plan-toolbar.module.css'
import { type Span, turn, type View, views } from './span.ts'

const DateJump = lazy(() => import('./date-jump.tsx'))

export type Filter = { onlyMine: boolean; printer: string }

type ToolbarProps = {
  span: Span
  date: string
  today: string
  filter: Filter
  onShow: (view: View, date: string) => void
  onFilter: (filter: Filter) => void
}

/** Which stretch of time, which printers, and whose reservations the plan shows. */
export function PlanToolbar({ span, date, today, filter, onShow, onFilter }: ToolbarProps) {
  const { t } = useTranslation('plan')
  const format = useFormat()
  const { view } = span
  const title =
    view === 'week'
      ? format.days(span.startsAt, span.endsAt)
      : view === 'month'
        ? format.month(span.startsAt)
        : format.longDay(span.startsAt)
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <div className={classes.turn}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('before')}
            onClick={() => onShow(view, turn(view, date, -1))}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('after')}
            onClick={() => onShow(view, turn(view, date, 1))}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
          <Button variant="default" size="sm" onClick={() => onShow(view, today)}>
            {t('today')}
          </Button>
        </div>
        <h2 className={classes.title} aria-live="polite">
          {title}
        </h2>
        <SegmentedControl
          aria-label={t('view')}
          value={view}
          onChange={(chosen) => onShow(views.find((one) => one === chosen) ?? 'day', date)}
          data={views.map((value) => ({ value, label: t(`views.${value}`) }))}
          className={classes.views}
        />
      </div>
      <div className={classes.line}>
        <Suspense fallback={<Skeleton height="2.25rem" radius="md" className={classes.date} />}>
          <DateJump date={date} onJump={(chosen) => onShow(view, chosen)} />
        </Suspense>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={filter.printer}
          onChange={(event) => onFilter({ ...filter, printer: event.currentTarget.value })}
          className={classes.search}
        />
        <Chip checked={filter.onlyMine} onChange={(onlyMine) => onFilter({ ...filter, onlyMine })}>
          {t('onlyMine')}
        </Chip>
        <PrintButton className={classes.print}>{t('print')}</PrintButton>
      </div>
    </div>
  )
}
