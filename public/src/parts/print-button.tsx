import { Button, type ButtonProps } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'

/** Prints the page as it stands. What the page does with itself on paper is its style's. */
export function PrintButton(props: Pick<ButtonProps, 'children' | 'className'>) {
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={18} stroke={1.75} />}
      onClick={() => window.print()}
      {...props}
    />
  )
}
