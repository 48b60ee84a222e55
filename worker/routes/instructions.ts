import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { NewInstructionText, OwnSignature, TrainerSignature } from '../http/instruction-schemas.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { readEvidence } from '../services/instruction-evidence.ts'
import { listInstructions, listPending, listTexts, publishText } from '../services/instructions.ts'
import { confirmInstruction, signInstruction } from '../services/sign-instruction.ts'

/** At least one of them: all evidence at once is nobody's question. */
const EvidenceQuery = z
  .strictObject({ userId: Id.optional(), qualificationId: Id.optional() })
  .refine(({ userId, qualificationId }) => userId !== undefined || qualificationId !== undefined, {
    path: ['userId'],
    params: { code: 'whose_evidence' },
  })

/** Instructions with a text and two signatures; what they grant is a qualification. */
export const instructionRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('instruction.read'), async (c) =>
      c.json(await listInstructions(c.var.deps, c.var.person)),
    )
    .get('/pending', may('instruction.confirm'), async (c) => c.json(await listPending(c.var.deps)))
    .get('/evidence', person('instruction.read'), query(EvidenceQuery), async (c) =>
      c.json(await readEvidence(c.var.deps, c.var.person, c.req.valid('query'))),
    )
    .get('/:id/texts', may('instruction.read'), params(IdParam), async (c) =>
      c.json(await listTexts(c.var.deps, c.req.valid('param').id)),
    )
    .post(
      '/:id/texts',
      person('qualification.manage'),
      params(IdParam),
      body(NewInstructionText),
      async (c) => {
        const { deps, person: actor } = c.var
        return c.json(await publishText(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
      },
    )
    .post('/:id/sign', person('instruction.sign'), params(IdParam), body(OwnSignature), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await signInstruction(deps, actor, c.req.valid('param').id, c.req.valid('json')))
    })
    .post(
      '/:id/confirm',
      person('instruction.confirm'),
      params(IdParam),
      body(TrainerSignature),
      async (c) => {
        const { deps, person: actor } = c.var
        return c.json(await confirmInstruction(deps, actor, c.req.valid('param').id, c.req.valid('json')))
      },
    )
