import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'

/** Resolves when the server listens; throws its listen error (EADDRINUSE, EACCES, EADDRNOTAVAIL). */
export const listen = async (server: Server, port: number, host: string): Promise<void> => {
  server.listen(port, host)
  await once(server, 'listening')
}

/** The port a listening server really has, also when 0 was asked for. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Prepares a server to be closed in time: answers are finished for at most `drainMs`, then connections are cut. */
export const closeable = (server: Server, drainMs: number): (() => Promise<void>) => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, drainMs)
    await closed
    clearTimeout(timer)
  }
}
