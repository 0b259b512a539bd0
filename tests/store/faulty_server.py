"""An S3 server that fails as told; requests that it lets through go on to one that does not."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["", "fail", "hang", "cut"]
HANG_S = 1.0


@dataclass
class Faults:
    """What the next requests meet, one word each, then none; and what was asked so far."""

    url: str = ""
    coming: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def faulty_server(behind: str) -> Iterator[Faults]:
    """A server on this machine that fails as told, before the one at `behind`."""
    faults = Faults()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = dict(self.headers.items())
            faults.requests.append((self.command, headers))
            fault = faults.coming.pop(0) if faults.coming else ""
            if fault == "hang":
                sleep(HANG_S)
            if fault == "fail":
                self.answer(503, {"Content-Length": "0"}, b"")
                return
            onward = http.client.HTTPConnection(urlsplit(behind).netloc)
            onward.request(self.command, self.path, body, headers)
            answer = onward.getresponse()
            sent = answer.read()
            self.answer(answer.status, dict(answer.getheaders()), sent[: len(sent) // 2] if fault == "cut" else sent)
            self.close_connection = True

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in ("connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = handle_any  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    faults.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield faults
    finally:
        server.shutdown()
        server.server_close()
