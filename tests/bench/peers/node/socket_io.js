// Socket.IO: an event to everybody who is connected. Its own signs of life are put off, for they would be counted as changes.
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { listen, obey } from './orders.js'

const anHour = 3_600_000
const server = createServer()
const io = new Server(server, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
  pingInterval: anHour,
  pingTimeout: anHour,
})
obey((count, bytes) => {
  const payload = 'x'.repeat(bytes)
  for (let i = 0; i < count; ++i) io.emit('change', payload)
})
listen(server)
