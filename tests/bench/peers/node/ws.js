// The package `ws` as its own example of a broadcast has it: each message to each client.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listen, obey } from './orders.js'

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (client) => client.on('error', () => client.terminate()))
obey((count, bytes) => {
  const payload = Buffer.alloc(bytes, 'x')
  for (let i = 0; i < count; ++i) {
    for (const client of sockets.clients) client.send(payload)
  }
})
listen(server)
