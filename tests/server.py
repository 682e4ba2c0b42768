"""A web server on loopback that behaves, or misbehaves, as a test says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Answer:
    """One answer; ``cut`` announces more than is sent, ``drip`` sends a byte at a time with so many seconds between.

    ``verbatim`` is written to the wire as it is, in place of everything else, and the connection closed.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    drip: float = 0.0
    verbatim: bytes | None = None


@dataclass
class Asked:
    """One request."""

    path: str
    headers: Message


Behaviour = Callable[[Asked], Answer]


class Server:
    """Answers by path; a path without a behaviour is not found."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, Behaviour] = {}
        self.address = ""

    def serve(self, path: str, body: bytes, **headers: str) -> None:
        """A file that is as it should be, with an ETag that is honoured."""
        tag = f'"{hash(body)}"'

        def behave(asked: Asked) -> Answer:
            if asked.headers.get("If-None-Match") == tag:
                return Answer(status=304, headers={"ETag": tag})
            return Answer(
                body, headers={"ETag": tag, **{key.replace("_", "-"): value for key, value in headers.items()}}
            )

        self.answers[path] = behave

    def say(self, path: str, *answers: Answer) -> None:
        """One answer after the other; the last one again and again."""
        left = list(answers)
        self.answers[path] = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def of(self, path: str) -> list[Asked]:
        """The requests for a path."""
        return [asked for asked in self.asked if asked.path == path]


class _Handler(BaseHTTPRequestHandler):
    told: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = Asked(self.path, self.headers)
        self.told.asked.append(asked)
        behaviour = self.told.answers.get(self.path)
        answer = behaviour(asked) if behaviour else Answer(b"<html>gone</html>", 404)
        if answer.verbatim is not None:
            self.write(answer.verbatim, answer.drip)
            self.close_connection = True
        else:
            self.say(answer)

    def say(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body) + (1_000 if answer.cut else 0)))
        self.end_headers()
        if answer.status == 304:
            return
        self.write(answer.body, answer.drip)
        if answer.cut:
            self.close_connection = True

    def write(self, content: bytes, drip: float) -> None:
        size = 1 if drip else max(len(content), 1)
        for at in range(0, len(content), size):
            self.wfile.write(content[at : at + size])
            self.wfile.flush()
            time.sleep(drip)

    def log_message(self, format: str, *args: object) -> None:
        return

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the other side has had enough


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs until the block ends."""
    server = Server()
    handler = type("Handler", (_Handler,), {"told": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        httpd.daemon_threads = True
        server.address = f"http://127.0.0.1:{httpd.server_address[1]}"
        Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            httpd.shutdown()
