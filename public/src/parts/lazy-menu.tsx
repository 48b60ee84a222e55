import { type ComponentType, type LazyExoticComponent, type ReactElement, Suspense, useState } from 'react'

/** What the button is given: a press that loads the menu, or the focus that it had before. */
export type MenuTargetProps = { onClick?: () => void; autoFocus?: boolean }

type LazyMenuProps<P> = {
  /** The menu, opened, around the button that it is given. */
  Menu: LazyExoticComponent<ComponentType<P & { target: ReactElement }>>
  menuProps: P
  target: (props: MenuTargetProps) => ReactElement
}

/** A menu whose code comes when its button is first pressed: most visits need none. */
export function LazyMenu<P extends object>({ Menu, menuProps, target }: LazyMenuProps<P>) {
  const [isWanted, setIsWanted] = useState(false)
  if (!isWanted) return target({ onClick: () => setIsWanted(true) })
  // The button is another element from now on; the menu gives the focus back to where it was.
  const focused = target({ autoFocus: true })
  return (
    <Suspense fallback={focused}>
      <Menu {...menuProps} target={focused} />
    </Suspense>
  )
}
