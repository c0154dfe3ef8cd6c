"""A web server in a thread that takes, refuses or keeps waiting whoever posts to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = int | str  # a status, or "hang", "close"


@dataclass(frozen=True)
class Post:
    """What was posted, at any try."""

    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


@dataclass
class Listener:
    """``answer`` decides on each post by what came before; ``came`` is set by each."""

    url: str = ""
    posts: list[Post] = field(default_factory=list)
    answer: Callable[[list[Post]], Answer] = lambda posts: 204
    came: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[int]:
        return [post.told["id"] for post in self.posts]


@contextmanager
def listening(answer: Callable[[list[Post]], Answer] = lambda posts: 204) -> Iterator[Listener]:
    """A server on a free port of this machine."""
    listener = Listener(answer=answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.posts.append(Post(dict(self.headers), body))
            answered = listener.answer(listener.posts)
            listener.came.set()
            if answered == "hang":
                listener.ended.wait(30)
            if isinstance(answered, str):
                self.close_connection = True
                return
            self.send_response(answered)
            if answered in (301, 302, 307):
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    listener.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
