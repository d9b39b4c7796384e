"""A web server on loopback, in a thread, with the replies that a test gives it."""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A reply of a server."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Reply | Callable[[BaseHTTPRequestHandler], None]
"""A reply, or a function that writes one."""


class Site:
    """The replies of a server by path, and the requests that it got."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.replies: MutableMapping[str, Answer] = {}
        self.requests: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.ended: dict[str, float] = {}
        """For each path the time at which the last byte of a reply was given, monotonic."""

    def add(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8") -> str:
        """Serve a page; return its address."""
        self.replies[path] = Reply(body.encode() if isinstance(body, str) else body, kind)
        return self.origin + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        self.replies[path] = Reply(status=status, headers={"Location": target})
        return self.origin + path

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests.append(handler.path)
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        reply = self.replies.get(handler.path, Reply(status=404))
        if not isinstance(reply, Reply):
            reply(handler)
            return
        handler.send_response(reply.status)
        for name, value in {
            "Content-Type": reply.kind, "Content-Length": str(len(reply.body)), **reply.headers,
        }.items():  # fmt: skip
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)
        self.ended[handler.path] = time.monotonic()


@contextmanager
def served(tls: ssl.SSLContext | None = None, name: str = "127.0.0.1") -> Iterator[Site]:
    """Give a site with no page, by https if `tls` has a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                site.answer(self)
            except OSError:
                self.close_connection = True  # nobody waits for the answer any more

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # as a handshake that the other side ends

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if tls is None else "https"
        site = Site(f"{scheme}://{name}:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
