"""A load client: eight keep-alive connections in one process, as light as Python allows."""

import re
import selectors
import socket
import time
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Figures:
    """What a run of requests came to; times in milliseconds."""

    requests_per_second: float
    p50_ms: float
    p95_ms: float
    status: int
    body_bytes: int


@dataclass
class _Connection:
    """One keep-alive connection with a request under way."""

    sock: socket.socket
    sent_at: float = 0.0
    buffer: bytearray = field(default_factory=bytearray)
    needed: int = -1


def _open(port: int) -> _Connection:
    sock = socket.create_connection(("127.0.0.1", port), timeout=30)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _Connection(sock)


def _send(connection: _Connection, request: bytes) -> None:
    connection.buffer.clear()
    connection.needed = -1
    connection.sent_at = time.perf_counter()
    connection.sock.sendall(request)


def _is_complete(connection: _Connection) -> bool:
    if connection.needed < 0:
        end = connection.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        match = LENGTH.search(connection.buffer, 0, end)
        if match is None:
            raise RuntimeError(f"an answer without content-length: {bytes(connection.buffer[:200])!r}")
        connection.needed = end + 4 + int(match[1])
    return len(connection.buffer) >= connection.needed


def request_bytes(*, path: str, port: int, cookie: str = "") -> bytes:
    """Return the bytes of one GET request."""
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: keep-alive"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def run(*, port: int, paths: list[str], seconds: float, connections: int = 8, cookie: str = "") -> Figures:
    """Ask for the paths in turn over keep-alive connections for some seconds; raise when an answer is not 200."""
    requests = [request_bytes(path=path, port=port, cookie=cookie) for path in paths]
    selector = selectors.DefaultSelector()
    turn = 0
    for _ in range(connections):
        connection = _open(port)
        selector.register(connection.sock, selectors.EVENT_READ, connection)
        _send(connection, requests[turn % len(requests)])
        turn += 1
    latencies: list[float] = []
    size = 0
    started = time.perf_counter()
    while (now := time.perf_counter()) - started < seconds or not latencies:
        for key, _events in selector.select(timeout=5):
            connection = key.data
            chunk = connection.sock.recv(262144)
            if not chunk:
                raise RuntimeError("the server closed a connection")
            connection.buffer += chunk
            if not _is_complete(connection):
                continue
            latencies.append((time.perf_counter() - connection.sent_at) * 1000)
            if not connection.buffer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(bytes(connection.buffer[:300]).decode(errors="replace"))
            size = len(connection.buffer)
            _send(connection, requests[turn % len(requests)])
            turn += 1
    elapsed = now - started
    for key in list(selector.get_map().values()):
        key.data.sock.close()
    latencies.sort()
    return Figures(
        requests_per_second=round(len(latencies) / elapsed, 1),
        p50_ms=round(latencies[len(latencies) // 2], 2),
        p95_ms=round(latencies[int(len(latencies) * 0.95)], 2),
        status=200,
        body_bytes=size,
    )
