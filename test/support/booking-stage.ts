import type { Model } from './booking-model.ts'
import type { Answer, Client } from './client.ts'
import type { Deed, ModelJob } from './model-deeds.ts'
import type { Username, Workshop } from './workshop.ts'

/** Who is signed in, since when: half an hour without a click ends a session. */
export type Stage = { clients: Map<Username, Client>; signedInAt: number }

const actAs = async (workshop: Workshop, stage: Stage, name: Username): Promise<Client> => {
  if (workshop.now() - stage.signedInAt > 20 * 60_000) {
    stage.clients.clear()
    stage.signedInAt = workshop.now()
  }
  const known = stage.clients.get(name)
  if (known) return known
  const client = await workshop.as(name)
  stage.clients.set(name, client)
  return client
}

const iso = (at: number): string => new Date(at).toISOString()
const isoSpan = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
})

type Happened = { done: boolean; ids: string[]; answer: string }
const happened = ({ status, body }: Answer): Happened => ({
  done: status < 300,
  ids: (body?.series?.jobs ?? [body]).map((job: { id: string }) => job?.id),
  answer: `${status} ${JSON.stringify(body)}`,
})

/** Does a deed of a story through the API, as the person who would do it. */
export const playDeed = async (
  workshop: Workshop,
  stage: Stage,
  model: Model,
  deed: Deed,
): Promise<Happened> => {
  const as = (name: Username) => actAs(workshop, stage, name)
  switch (deed.do) {
    case 'wait':
      await workshop.setClock(model.now() + deed.length * 1_800_000)
      return { done: true, ids: [], answer: '' }
    case 'book':
    case 'repeat': {
      const wish = { printerId: deed.printer, ...isoSpan(model.spanOf(deed)), title: 'x' }
      const repeat = deed.do === 'repeat' ? { repeat: { every: 'day', count: deed.count } } : {}
      return happened(await (await as(deed.person)).post('/api/jobs', { ...wish, ...repeat }))
    }
    case 'close': {
      const { printer: printerId, onConflict } = deed
      const closure = { printerId, reason: 'zu', ...isoSpan(model.spanOf(deed)), onConflict }
      return happened(await (await as('trainer')).post('/api/closures', closure))
    }
    default: {
      const job = model.pick(deed.which)
      return job ? playStep(as, model, deed, job) : { done: false, ids: [], answer: 'no job' }
    }
  }
}

const playStep = async (
  as: (name: Username) => Promise<Client>,
  model: Model,
  deed: Extract<Deed, { which: number }>,
  job: ModelJob,
): Promise<Happened> => {
  const owner = await as(job.person)
  const path = `/api/jobs/${job.id}`
  const patch = async (change: object) => {
    const { version } = (await owner.get(path)).body
    return happened(await owner.patch(path, change, { 'if-match': `"${version}"` }))
  }
  switch (deed.do) {
    case 'move':
      return patch({ printerId: deed.printer, ...isoSpan(model.spanOf(deed)) })
    case 'resize':
      return patch({ endsAt: iso(job.startsAt + deed.length * 1_800_000) })
    case 'extend':
      return happened(await owner.post(`${path}/extend`, { minutes: deed.length * 30 }))
    case 'moveSeries':
      return patch({ ...isoSpan(model.wantedOf(job, deed)), scope: deed.scope })
    case 'cancelSeries':
      return happened(await owner.post(`${path}/cancel`, { scope: deed.scope }))
    case 'cancel':
      return happened(await owner.post(`${path}/cancel`))
    case 'finish':
      return happened(await owner.post(`${path}/finish`))
    case 'startEarly':
      return happened(await owner.post(`${path}/start`))
    case 'approve':
      return happened(await (await as('trainer')).post(`${path}/approve`))
    case 'reject':
      return happened(await (await as('trainer')).post(`${path}/reject`, { text: 'nein' }))
    case 'handOver': {
      const taker = model.other(job.person)
      const offered = await owner.post(`${path}/transfer`, { userId: taker })
      if (offered.status >= 300) return happened(offered)
      return happened(await (await as(taker)).post(`${path}/transfer/accept`))
    }
  }
}
