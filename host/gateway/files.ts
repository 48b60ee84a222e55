import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { PAGE_HEADERS } from './headers.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const COMPRESSED = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/
/** The portal is a few megabytes; a folder of this size is not the portal. */
const LIMIT_BYTES = 128 * 1024 * 1024

const compress = promisify(brotliCompress)

type File = { type: string; etag: string; cacheControl: string; body: Buffer; brotli: Buffer | undefined }

export type Files = Readonly<{
  /** Answers from the portal's files; `false` when there is nothing at this path. */
  serve: (request: IncomingMessage, response: ServerResponse, pathname: string) => boolean
}>

/**
 * Reads the portal into memory, compressed once: no file is touched while serving, so an update of the folder
 * can't break an answer half-way. Files below `assets/` carry a hash in their name and may be kept for ever.
 * A page with an address of its own is found without its extension, as in `/help/azubis`. Other paths that name
 * no file get `index.html` when the client wants a page: the portal routes them itself.
 */
export const loadFiles = async (dir: string): Promise<Files> => {
  const files = await readFiles(dir)
  const find = (request: IncomingMessage, pathname: string): File | undefined => {
    const exact = files.get(pathname)
    if (exact) return exact
    // A dot alone makes no file: ids may have some.
    const isFile = extname(pathname) in TYPES
    const page = pathname.replace(/\/$/, '')
    const own = isFile ? undefined : (files.get(`${page}.html`) ?? files.get(`${page}/index.html`))
    if (own) return own
    const isPage = !isFile && (request.headers.accept ?? '').includes('text/html')
    return isPage || pathname === '/kiosk' ? files.get('/index.html') : undefined
  }
  return {
    serve: (request, response, pathname) => {
      const file = find(request, pathname)
      if (!file) return false
      send(request, response, file)
      return true
    },
  }
}

const readFiles = async (dir: string): Promise<Map<string, File>> => {
  const files = new Map<string, File>()
  if (!existsSync(dir)) return files
  let size = 0
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(entry.parentPath, entry.name)
    size += statSync(path).size
    if (size > LIMIT_BYTES) throw new Error(`${dir} holds more than ${LIMIT_BYTES} bytes`)
    const urlPath = encodeURI(`/${relative(dir, path).split(sep).join('/')}`)
    files.set(urlPath, await readFile(path, urlPath))
  }
  return files
}

const readFile = async (path: string, urlPath: string): Promise<File> => {
  const body = readFileSync(path)
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  const brotli = COMPRESSED.test(type) && body.length > 1024 ? await compress(body, { params }) : undefined
  return {
    type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cacheControl: urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    body,
    brotli,
  }
}

const send = (request: IncomingMessage, response: ServerResponse, file: File): void => {
  const headers = {
    ...PAGE_HEADERS,
    etag: file.etag,
    'cache-control': file.cacheControl,
    vary: 'accept-encoding',
  }
  if ((request.headers['if-none-match'] ?? '').includes(file.etag)) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  const isBrotli =
    file.brotli !== undefined && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = isBrotli && file.brotli ? file.brotli : file.body
  response.writeHead(200, {
    ...headers,
    ...(isBrotli ? { 'content-encoding': 'br' } : {}),
    'content-type': file.type,
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
