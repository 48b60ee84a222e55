import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job, Printer } from '../../api/shapes.ts'
import type { Window } from '../../booking/draft.ts'
import { placeIn } from '../../booking/occupancy-strip.tsx'
import { useFormat } from '../../i18n/format.ts'
import { isBookable } from '../../printers/condition.ts'
import { type Ghost, movable, stepped, windowOfJob } from './ghost.ts'
import { GhostBlock } from './ghost-block.tsx'
import { JobBlock } from './job-block.tsx'
import { roomAfter } from './room-after.ts'
import { type Span, snap } from './span.ts'
import { TimeAxis } from './time-axis.tsx'
import classes from './timeline.module.css'
import { useDrag } from './use-drag.ts'

export type Shade = Window & { kind: 'hours' | 'closure'; label: string }

type TimelineProps = {
  span: Span
  printers: Printer[]
  jobs: Job[]
  now: number
  ownId: string | undefined
  mayBook: boolean
  mayChange: (job: Job) => boolean
  shadesOf: (printerId: string) => Shade[]
  /** What is wrong with a time, in words; nothing if it can be had. */
  complaints: (ghost: Ghost) => string[]
  onBook: (printerId: string, window: Window | undefined) => void
  onChange: (ghost: Ghost) => void
  /** The ghost that keys move; kept outside so that it is told to those who can't see it. */
  held: Ghost | undefined
  onHold: (ghost: Ghost | undefined) => void
}

/** Printers as rows, time from left to right. */
export function Timeline(props: TimelineProps) {
  const { span, printers, jobs, now, ownId, mayBook, mayChange, shadesOf, complaints, held, onHold } = props
  const { t } = useTranslation('plan')
  const format = useFormat()
  const scroller = useRef<HTMLElement>(null)
  const wasDragged = useRef(false)
  const drag = useDrag({
    span,
    jobs,
    scroller,
    mayBook,
    mayChange,
    onDrop: (ghost) => {
      wasDragged.current = true
      if (ghost.kind === 'book') props.onBook(ghost.printerId, ghost)
      else props.onChange(ghost)
    },
  })
  useStartInView(scroller, span, now)
  const ghost = drag.ghost ?? held

  const bookAt = (event: MouseEvent<HTMLElement>) => {
    // A drag ends with a click, too.
    if (wasDragged.current) {
      wasDragged.current = false
      event.preventDefault()
      return
    }
    if (!(event.target instanceof HTMLElement) || event.target.closest('[data-job]')) return
    const track = event.target.closest<HTMLElement>('[data-printer]')
    if (!track?.dataset.printer || !mayBook) return
    const box = track.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    const startsAt = snap(span, span.startsAt + share * (span.endsAt - span.startsAt) - span.snapMs / 2)
    if (startsAt + span.snapMs > now)
      props.onBook(track.dataset.printer, { startsAt, endsAt: startsAt + Math.max(span.snapMs, 3_600_000) })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, job: Job) => {
    if (event.key === 'Escape') onHold(undefined)
    const current: Ghost =
      held?.job?.id === job.id ? held : { ...windowOfJob(job), printerId: job.printerId, kind: 'move', job }
    if (event.key === 'Enter' && held?.job?.id === job.id) {
      event.preventDefault()
      props.onChange(held)
    }
    if (!event.altKey || !mayChange(job)) return
    const next = stepped(
      current,
      span,
      printers.map(({ id }) => id),
      event,
    )
    if (!next) return
    event.preventDefault()
    onHold(next)
  }

  return (
    // Who has no mouse books by the button in each row and moves jobs by keys.
    <section
      ref={scroller}
      className={classes.scroller}
      data-view={span.view}
      aria-label={t('region')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keys
      tabIndex={0}
      onClickCapture={bookAt}
      onKeyDown={(event) => event.key === 'Escape' && drag.letGo()}
      {...drag.handlers}
      onPointerDown={(event) => {
        wasDragged.current = false
        drag.handlers.onPointerDown(event)
      }}
    >
      <div className={classes.grid}>
        <TimeAxis span={span} now={now} />
        {printers.map((printer) => (
          <div key={printer.id} className={classes.row}>
            <div className={classes.label}>
              <span className={classes.name} title={printer.name}>
                {printer.name}
              </span>
              {mayBook && isBookable(printer) && (
                <ActionIcon
                  variant="subtle"
                  size="md"
                  aria-label={t('bookPrinter', { printer: printer.name })}
                  onClick={() => props.onBook(printer.id, undefined)}
                >
                  <IconPlus size={16} />
                </ActionIcon>
              )}
            </div>
            <div className={classes.track} data-printer={printer.id}>
              {span.ticks.slice(1).map(({ at, major }) => (
                <span
                  key={at}
                  className={classes.tick}
                  data-major={major || undefined}
                  style={{ left: placeIn(span, { startsAt: at, endsAt: at }).left }}
                />
              ))}
              {shadesOf(printer.id).map((shade) => (
                <span
                  key={`${shade.kind} ${shade.startsAt}`}
                  className={classes.shade}
                  data-kind={shade.kind}
                  title={shade.label}
                  style={placeIn(span, shade)}
                >
                  {shade.kind === 'closure' && shade.label}
                </span>
              ))}
              {jobs
                .filter(({ printerId }) => printerId === printer.id)
                .map((job) => (
                  <JobBlock
                    key={job.id}
                    job={job}
                    place={placeIn(span, windowOfJob(job))}
                    room={roomAfter(span, windowOfJob(job), [
                      ...shadesOf(printer.id).filter(({ kind }) => kind === 'closure'),
                      ...jobs.filter(({ printerId }) => printerId === printer.id).map(windowOfJob),
                    ])}
                    isOwn={job.userId !== null && job.userId === ownId}
                    grip={mayChange(job) ? movable(job) : 'nothing'}
                    now={now}
                    isHeld={ghost?.job?.id === job.id}
                    onKeyDown={(event) => onKeyDown(event, job)}
                    onBlur={() => onHold(undefined)}
                  />
                ))}
              {ghost?.printerId === printer.id && (
                <GhostBlock
                  place={placeIn(span, ghost)}
                  text={`${format.time(ghost.startsAt)} – ${format.time(ghost.endsAt)}`}
                  complaints={complaints(ghost)}
                />
              )}
              {span.startsAt <= now && now < span.endsAt && (
                <span
                  className={classes.now}
                  style={{ left: placeIn(span, { startsAt: now, endsAt: now }).left }}
                />
              )}
            </div>
          </div>
        ))}
      </div>
    </section>
  )
}

/** Brings the present, or the morning of another day, into view when a span is opened. */
function useStartInView(scroller: RefObject<HTMLElement | null>, span: Span, now: number) {
  const opened = useRef<number>(null)
  useEffect(() => {
    const element = scroller.current
    if (!element || opened.current === span.startsAt) return
    opened.current = span.startsAt
    const isNow = span.startsAt <= now && now < span.endsAt
    const morning = span.ticks[Math.min(7, span.ticks.length - 1)]?.at ?? span.startsAt
    const at = isNow ? now : span.view === 'day' ? morning : span.startsAt
    const share = (at - span.startsAt) / (span.endsAt - span.startsAt)
    element.scrollLeft = Math.max(0, share * element.scrollWidth - element.clientWidth / 4)
  }, [scroller, span, now])
}
