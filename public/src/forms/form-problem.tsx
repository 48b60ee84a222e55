import { asProblem } from '../api/problem.ts'
import { ProblemNotice } from '../parts/problem-notice.tsx'

/** Why a form was refused. What has a field of its own stands there; the rest is told here. */
export function FormProblem({ error, fields }: { error: unknown; fields: string[] }) {
  if (error === null || error === undefined) return null
  const elsewhere = asProblem(error).errors.filter(({ path }) => !fields.includes(path))
  return (
    <ProblemNotice error={error}>
      {elsewhere.map(({ path, message }) => (
        <p key={`${path} ${message}`}>{message}</p>
      ))}
    </ProblemNotice>
  )
}
