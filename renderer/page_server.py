"""Serves the compositor's page, the fonts, the bundle's files and the one WebSocket, on the loopback interface only."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

from aiohttp import web

from contracts.errors import ConfigurationError
from renderer.font_files import serve_font

DIST = Path(__file__).resolve().parent.parent / "compositor" / "dist"
PAGE_FILES = ("index.html", "compositor.js", "i420.wasm")


class PageServer:
    """An ephemeral port; every path begins with a random token, so that no other page of this machine can connect."""

    def __init__(self) -> None:
        self._token = secrets.token_urlsafe(24)
        self._roots: list[Path] = []
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._served = asyncio.Event()
        self.socket: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()

    async def start(self) -> None:
        """Begins to listen; raises ConfigurationError where the compositor was not built."""
        missing = [name for name in PAGE_FILES if not (DIST / name).is_file()]
        if missing:
            raise ConfigurationError("the compositor is not built; run `make setup`", code="compositor_missing")
        app = web.Application()
        app.router.add_get(f"/{self._token}/socket", self._connect)
        app.router.add_get(f"/{self._token}/assets/{{root}}/{{path:.+}}", self._asset)
        app.router.add_get(f"/{self._token}/fonts/{{name}}", serve_font)
        app.router.add_get(f"/{self._token}/parts/{{name}}", serve_part)
        app.router.add_get(f"/{self._token}/{{name}}", self._page)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/{self._token}/index.html"

    def asset_prefix(self, root: Path) -> str:
        """Where the page finds the files of a bundle, relative to its own address."""
        root = root.resolve()
        if root not in self._roots:
            self._roots.append(root)
        return f"assets/{self._roots.index(root)}/"

    async def stop(self) -> None:
        self._served.set()
        if self._runner:
            await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in PAGE_FILES:
            raise web.HTTPNotFound
        return web.FileResponse(DIST / name, headers={"Cache-Control": "no-store"})

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        index = request.match_info["root"]
        if not index.isdigit() or int(index) >= len(self._roots):
            raise web.HTTPNotFound
        root = self._roots[int(index)]
        path = (root / request.match_info["path"]).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        if self.socket.done():
            raise web.HTTPConflict
        self.socket.set_result(socket)
        # The session reads from the socket; this request lasts as long as it does.
        await self._served.wait()
        return socket


async def serve_part(request: web.Request) -> web.StreamResponse:
    """A part of the pages' code that is loaded when it is needed."""
    parts = DIST / "parts"
    path = parts / request.match_info["name"]
    if path.parent != parts or path.suffix != ".js" or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-store"})
