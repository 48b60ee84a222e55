import { type UseFormReturnType, useForm } from '@mantine/form'
import type * as z from 'zod'
import { asProblem } from '../api/problem.ts'
import { useFieldWords } from './field-words.ts'

type Values = Record<string, unknown>

type Options<V extends Values, S extends z.ZodType> = {
  initialValues: V
  /** The schema by which the server judges the same request. */
  schema: S
  /** What is sent for these values. A path in it names the field of the form that shows its error. */
  wish: (values: V) => z.input<S>
}

export type SchemaForm<V extends Values> = UseFormReturnType<V> & {
  /** Shows the server's complaints at their fields; the rest stays with the notice. */
  showProblem(error: unknown): void
}

/** A form that judges its fields as the server will: when one is left, and all when it is sent. */
export function useSchemaForm<V extends Values, S extends z.ZodType>({
  initialValues,
  schema,
  wish,
}: Options<V, S>): SchemaForm<V> {
  const words = useFieldWords()
  const form = useForm<V>({
    mode: 'controlled',
    initialValues,
    validateInputOnBlur: true,
    validate: (values) => {
      const judged = schema.safeParse(wish(values), { error: words })
      if (judged.success) return {}
      const errors = judged.error.issues.map((issue) => [issue.path.join('.'), issue.message] as const)
      // The first complaint of a field is the one that explains the others.
      return Object.fromEntries(errors.reverse())
    },
  })
  const showProblem = (error: unknown) => {
    for (const { path, message } of asProblem(error).errors) form.setFieldError(path, message)
  }
  return { ...form, showProblem }
}
