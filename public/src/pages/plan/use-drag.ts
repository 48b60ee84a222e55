import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Job } from '../../api/shapes.ts'
import type { Ghost } from './ghost.ts'
import { dragged, movable, windowOfJob } from './ghost.ts'
import type { Span } from './span.ts'

/** A pointer that moves less than this (px) clicks. */
const thresholdPx = 5
/** A finger that rests so long (ms) takes hold; one that moves before scrolls. */
const holdMs = 350
/** So near to an edge (px) the plan scrolls along, by as much with every move. */
const edgePx = 36
const scrollStepPx = 14

type Grip = { ghost: Ghost; from: number; x: number; y: number; isDragging: boolean }

type DragOptions = {
  span: Span
  jobs: Job[]
  scroller: RefObject<HTMLElement | null>
  mayBook: boolean
  mayChange: (job: Job) => boolean
  onDrop: (ghost: Ghost) => void
}

const tracks = (root: Element) => [...root.querySelectorAll<HTMLElement>('[data-printer]')]

/** The instant under a horizontal place on the screen. */
function instantAt(root: Element, span: Span, x: number): number {
  const box = tracks(root)[0]?.getBoundingClientRect()
  if (!box || box.width === 0) return span.startsAt
  return span.startsAt + ((x - box.left) / box.width) * (span.endsAt - span.startsAt)
}

const printerAt = (root: Element, y: number) =>
  tracks(root).find((track) => {
    const box = track.getBoundingClientRect()
    return box.top <= y && y < box.bottom
  })?.dataset.printer

/** What a press on the plan takes hold of: a job, its edge, or free time. */
function gripOf(
  target: Element,
  at: number,
  { span, jobs, mayBook, mayChange }: DragOptions,
): Ghost | undefined {
  const jobId = target.closest<HTMLElement>('[data-job]')?.dataset.job
  const job = jobs.find(({ id }) => id === jobId)
  if (job) {
    const allowed = mayChange(job) ? movable(job) : 'nothing'
    const edge = target.closest<HTMLElement>('[data-edge]')?.dataset.edge
    if (edge === 'end' && allowed !== 'nothing')
      return { ...windowOfJob(job), printerId: job.printerId, kind: 'end', job }
    if (allowed !== 'all') return undefined
    return { ...windowOfJob(job), printerId: job.printerId, kind: edge === 'start' ? 'start' : 'move', job }
  }
  const printerId = target.closest<HTMLElement>('[data-printer]')?.dataset.printer
  if (printerId === undefined || !mayBook) return undefined
  return { kind: 'book', job: undefined, printerId, startsAt: at, endsAt: at + span.snapMs }
}

/**
 * Dragging: over free time to book, a job to move it, its edges to resize. Mouse and pen drag at once; a finger
 * scrolls, unless it rests first or is on an edge. For keys there are other ways. Escape lets go.
 */
export function useDrag(options: DragOptions) {
  const { scroller } = options
  const grip = useRef<Grip>(null)
  const hold = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [ghost, setGhost] = useState<Ghost>()
  const letGo = () => {
    clearTimeout(hold.current)
    grip.current = null
    setGhost(undefined)
  }
  useKeepStill(scroller, () => grip.current?.isDragging ?? false)

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    const at = instantAt(event.currentTarget, options.span, event.clientX)
    const taken = gripOf(event.target, at, options)
    if (!taken) return
    const held = { ghost: taken, from: at, x: event.clientX, y: event.clientY, isDragging: false }
    grip.current = held
    if (event.pointerType !== 'touch' || event.target.closest('[data-edge]')) return
    hold.current = setTimeout(() => {
      held.isDragging = true
      setGhost(dragged(taken, options.span, at, at, taken.printerId))
    }, holdMs)
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const held = grip.current
    if (!held) return
    if (!held.isDragging) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < thresholdPx) return
      // A finger that moves before it has rested scrolls.
      if (event.pointerType === 'touch' && held.ghost.kind !== 'start' && held.ghost.kind !== 'end') {
        letGo()
        return
      }
      held.isDragging = true
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    scrollAlong(scroller.current, event.clientX)
    const at = instantAt(event.currentTarget, options.span, event.clientX)
    const printerId = printerAt(event.currentTarget, event.clientY) ?? held.ghost.printerId
    setGhost(dragged(held.ghost, options.span, held.from, at, printerId))
  }

  const onPointerUp = () => {
    const dropped = grip.current?.isDragging ? ghost : undefined
    letGo()
    if (dropped) options.onDrop(dropped)
  }

  return { ghost, letGo, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: letGo } }
}

/** While something is dragged by finger, the page does not scroll and no menu opens. */
function useKeepStill(scroller: RefObject<HTMLElement | null>, isDragging: () => boolean) {
  const asked = useRef(isDragging)
  asked.current = isDragging
  useEffect(() => {
    const element = scroller.current
    const keep = (event: Event) => {
      if (asked.current()) event.preventDefault()
    }
    // React's own listeners are passive: they could not say no.
    element?.addEventListener('touchmove', keep, { passive: false })
    element?.addEventListener('contextmenu', keep)
    return () => {
      element?.removeEventListener('touchmove', keep)
      element?.removeEventListener('contextmenu', keep)
    }
  }, [scroller])
}

function scrollAlong(scroller: HTMLElement | null, x: number) {
  if (!scroller) return
  const box = scroller.getBoundingClientRect()
  if (x > box.right - edgePx) scroller.scrollLeft += scrollStepPx
  if (x < box.left + edgePx) scroller.scrollLeft -= scrollStepPx
}
