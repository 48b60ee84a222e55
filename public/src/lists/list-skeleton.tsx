import { Skeleton } from '@mantine/core'
import classes from './local-list.module.css'

/** Holds a list's place while it is loaded. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className={classes.list}>
      <Skeleton height="2.25rem" width="min(24rem, 100%)" radius="md" />
      <Skeleton height="16rem" radius="1rem" />
    </div>
  )
}
