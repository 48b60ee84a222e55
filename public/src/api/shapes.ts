import type { hc, InferRequestType, InferResponseType } from 'hono/client'
import type { App } from '../../../worker/app.ts'

// What the server answers, taken from its own routes: a change there is a type error here.

export type Api = ReturnType<typeof hc<App>>['api']

export type Session = InferResponseType<Api['auth']['login']['$post'], 200>
export type Site = InferResponseType<Api['site']['$get'], 200>
export type Board = InferResponseType<Api['board']['$get'], 200>
export type Printer = Board['printers'][number]
export type Job = Board['jobs'][number]
export type NewJob = InferRequestType<Api['jobs']['$post']>['json']
export type JobChange = InferRequestType<Api['jobs'][':id']['$patch']>['json']
