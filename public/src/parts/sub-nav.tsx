import { Link, useLocation } from 'wouter'
import classes from './sub-nav.module.css'

export type SubPlace = { path: string; label: string }

/** The pages that belong together, under their common heading. */
export function SubNav({ label, places }: { label: string; places: SubPlace[] }) {
  const [here] = useLocation()
  return (
    <nav aria-label={label} className={classes.nav}>
      {places.map(({ path, label: name }) => (
        <Link
          key={path}
          href={path}
          className={classes.link}
          aria-current={here === path ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
