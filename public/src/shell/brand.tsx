import classes from './brand.module.css'

/** The mark alone; the name stands beside it as text. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" className={classes.mark} aria-hidden="true">
      <rect width="32" height="32" rx="8" className={classes.ground} />
      <path d="M9 23V10.5A1.5 1.5 0 0 1 10.5 9h11a1.5 1.5 0 0 1 1.5 1.5V23M7 24.5h18M9 13.5h14" />
      <path
        d="M14 12.5h4v2.4L16.7 16.5h-1.4L14 14.9zM13 23v-2h6v2zM14 20.6v-1.8h4v1.8z"
        className={classes.tool}
      />
    </svg>
  )
}
