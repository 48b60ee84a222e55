import type { FormErrors } from '@mantine/form'

type Focusable = { getInputNode(path: string): HTMLElement | null }

/** For a form's second handler: brings a keyboard or a screen reader to the first field that is wrong. */
export const focusFirstError =
  (form: Focusable) =>
  (errors: FormErrors): void =>
    Object.keys(errors)
      .map((path) => form.getInputNode(path))
      .find((node) => node !== null)
      ?.focus()
