// What the bench says on standard input: `broadcast COUNT BYTES`, a line for each order. Ends with the bench.
import { createInterface } from 'node:readline'

export function obey(broadcast) {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const [order, count, bytes] = line.split(' ')
    if (order === 'broadcast') broadcast(Number(count), Number(bytes))
  })
  lines.on('close', () => process.exit(0))
}

// All of one backlog, as long as the kernel allows, and a port that it picks.
export function listen(server) {
  server.listen({ host: '127.0.0.1', port: 0, backlog: 65535 }, () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`)
  })
}
