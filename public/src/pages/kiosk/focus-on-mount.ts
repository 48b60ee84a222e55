/** For a `ref`: a step that takes another's place is typed into at once, by whoever has a keyboard. */
export const focusOnMount = (field: HTMLInputElement | null): void => field?.focus()
