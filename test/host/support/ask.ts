import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { request } from 'node:https'
import { connect as connectTls } from 'node:tls'
import type { Front } from './site.ts'

export type Answer = { status: number; headers: Record<string, unknown>; text: string }
type Question = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

const text = async (stream: AsyncIterable<unknown>): Promise<string> => {
  let result = ''
  for await (const chunk of stream) result += String(chunk)
  return result
}

/** One request over HTTP/1.1. */
export const askHttp1 = async (
  front: Front,
  path: string,
  { method = 'GET', headers = {}, body }: Question = {},
): Promise<Answer> => {
  const asked = request({
    host: '127.0.0.1',
    port: front.gateway.httpsPort,
    path,
    method,
    headers,
    ca: front.ca,
    agent: false,
  })
  asked.end(body)
  const [response] = await once(asked, 'response')
  return { status: response.statusCode, headers: response.headers, text: await text(response) }
}

/** One request over HTTP/2. */
export const askHttp2 = async (
  front: Front,
  path: string,
  { method = 'GET', headers = {}, body }: Question = {},
): Promise<Answer> => {
  const session = connectHttp2(`https://127.0.0.1:${front.gateway.httpsPort}`, { ca: front.ca })
  const stream = session.request({ ':method': method, ':path': path, ...headers })
  stream.end(body)
  const [answer] = await once(stream, 'response')
  const result = { status: answer[':status'], headers: answer, text: await text(stream) }
  session.close()
  return result
}

export const PROTOCOLS = [
  ['HTTP/1.1', askHttp1],
  ['HTTP/2', askHttp2],
] as const

/** Bytes as they are, which no client library would send; answers everything that came back until the end. */
export const askRaw = async (front: Front, bytes: string): Promise<string> => {
  const socket = connectTls({
    host: '127.0.0.1',
    port: front.gateway.httpsPort,
    ca: front.ca,
    ALPNProtocols: ['http/1.1'],
  })
  await once(socket, 'secureConnect')
  socket.write(bytes)
  return text(socket)
}
