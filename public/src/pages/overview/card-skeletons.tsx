import { Skeleton } from '@mantine/core'
import classes from './overview.module.css'

/** Six grey cards in the size of the real ones, so that nothing moves when these arrive. */
export function CardSkeletons({ label }: { label: string }) {
  return (
    <div className={classes.grid} role="status" aria-label={label}>
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={index} height="19.375rem" radius="1rem" />
      ))}
    </div>
  )
}
