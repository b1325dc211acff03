"""A service that answers its health path, and everything else in one bad way."""

import asyncio
import socket
import struct
import sys

KIND = sys.argv[2]


async def misbehave(reader, writer):
    if KIND == "never reads":
        writer.transport.pause_reading()
        await asyncio.sleep(3600)
    if KIND == "never answers":
        return
    if KIND == "1 B/s":
        for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000:
            writer.write(bytes([byte]))
            await asyncio.sleep(1)
    if KIND == "answers 1 GB":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
        for _ in range(1 << 14):
            writer.write(b"x" * 65536)
            await writer.drain()
    if KIND == "resets":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nxxxx")
        await writer.drain()
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


async def serve(reader, writer):
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if head.startswith(b"GET /health "):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
            else:
                await misbehave(reader, writer)
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), backlog=4096)
    await server.serve_forever()


asyncio.run(main())
