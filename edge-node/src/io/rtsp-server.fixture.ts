/**
 * A camera for tests, a program of its own, since opening a stream blocks the one that opens it: an RTSP server (RFC 2326,
 * RTP interleaved) whose test picture ffmpeg encodes live. Listens on the port given as argument, and prints it.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

const SDP = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=test', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000',
  'a=fmtp:96 packetization-mode=1', 'a=control:video', ''].join('\r\n');

function answerOf(method: string, headers: string): string {
  const sequence = /^CSeq: *(\d+)/im.exec(headers)?.[1] ?? '0';
  const lines = [`CSeq: ${sequence}`];
  if (method === 'OPTIONS') lines.push('Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN');
  if (method === 'DESCRIBE') lines.push('Content-Type: application/sdp', `Content-Length: ${SDP.length}`);
  if (method === 'SETUP') lines.push('Transport: RTP/AVP/TCP;unicast;interleaved=0-1', 'Session: 1');
  if (method === 'PLAY') lines.push('Session: 1');
  return `RTSP/1.0 200 OK\r\n${lines.join('\r\n')}\r\n\r\n${method === 'DESCRIBE' ? SDP : ''}`;
}

/** Sends a live picture to a viewer as interleaved RTP until the viewer is gone. */
async function play(viewer: Socket, encoders: Set<ChildProcess>): Promise<void> {
  const rtp = createSocket('udp4');
  rtp.bind(0, '127.0.0.1');
  await once(rtp, 'listening');
  rtp.on('message', (packet) => {
    const header = Buffer.from([0x24, 0, packet.length >> 8, packet.length & 0xff]);
    if (viewer.writable) viewer.write(Buffer.concat([header, packet]));
  });
  const encoder = spawn('ffmpeg', [
    '-v', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=20', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency',
    '-g', '5', '-pix_fmt', 'yuv420p', '-f', 'rtp', `rtp://127.0.0.1:${rtp.address().port}?pkt_size=1200`,
  ], { stdio: 'ignore' });
  encoders.add(encoder);
  viewer.once('close', () => {
    encoder.kill('SIGKILL');
    encoders.delete(encoder);
    rtp.close();
  });
}

const encoders = new Set<ChildProcess>();
const server = createServer((viewer) => {
  viewer.on('error', () => {});
  viewer.on('data', (data) => {
    const request = data.toString('latin1');
    const method = /^([A-Z]+) rtsp:/.exec(request)?.[1];
    if (method === undefined) return;
    viewer.write(answerOf(method, request));
    if (method === 'PLAY') void play(viewer, encoders);
  });
});
process.once('SIGTERM', () => {
  for (const encoder of encoders) encoder.kill('SIGKILL');
  process.exit();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
