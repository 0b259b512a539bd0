"""Serves the preview page: the engine's own player, the bundle's files, and plates picture by picture."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from contracts.errors import ConfigurationError, FanchantError
from media.video import VideoFrames
from renderer.font_files import serve_font
from renderer.page_server import DIST, serve_part

PAGE_FILES = ("preview.html", "preview.css", "preview.js")
CLIPS_OPEN = 6
NEVER_KEPT = {"Cache-Control": "no-store"}


class Film(Protocol):
    """What is shown; the pages ask for it again whenever they are loaded."""

    @property
    def bundle(self) -> Path: ...

    def contents(self) -> dict[str, Any]: ...

    def comp(self, shot_id: str) -> str: ...


class PreviewServer:
    """Listens on the loopback interface only; every path begins with a random token, so that no other page gets in."""

    def __init__(self, film: Film, port: int = 0) -> None:
        """`port` 0 takes a free one."""
        self._film = film
        self._wanted_port = port
        self._token = secrets.token_urlsafe(18)
        self._clips = Clips()
        # A decoder is not to be used by two threads at once.
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="fanchant-preview")
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self) -> None:
        """Begins to listen; raises ConfigurationError where the page was not built or the port is taken."""
        if any(not (DIST / name).is_file() for name in PAGE_FILES):
            raise ConfigurationError("the compositor is not built; run `make setup`", code="compositor_missing")
        app = web.Application(middlewares=[_explain])
        root = f"/{self._token}"
        app.router.add_get(f"{root}/film.json", self._contents)
        app.router.add_get(f"{root}/comps/{{shot}}", self._comp)
        app.router.add_get(f"{root}/plates/{{frame:\\d+}}/{{path:.+}}", self._plate)
        app.router.add_get(f"{root}/assets/{{path:.+}}", self._asset)
        app.router.add_get(f"{root}/fonts/{{name}}", serve_font)
        app.router.add_get(f"{root}/parts/{{name}}", serve_part)
        app.router.add_get(f"{root}/{{name}}", self._page)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._wanted_port).start()
        except OSError as error:
            raise ConfigurationError(
                f"port {self._wanted_port} is taken; choose another with --port", code="port_taken"
            ) from error
        self._port = self._runner.addresses[0][1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/{self._token}/preview.html"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
        await asyncio.get_running_loop().run_in_executor(self._decoder, self._clips.close)
        self._decoder.shutdown()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in PAGE_FILES:
            raise web.HTTPNotFound
        return web.FileResponse(DIST / name, headers=NEVER_KEPT)

    async def _contents(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(await asyncio.to_thread(self._film.contents), headers=NEVER_KEPT)

    async def _comp(self, request: web.Request) -> web.StreamResponse:
        text = await asyncio.to_thread(self._film.comp, request.match_info["shot"])
        return web.Response(text=text, content_type="application/json", headers=NEVER_KEPT)

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(self._file(request))

    async def _plate(self, request: web.Request) -> web.StreamResponse:
        """Picture `frame` of a clip: planes Y, U, V of 4:2:0, one after the other."""
        path, frame = self._file(request), int(request.match_info["frame"])
        picture = await asyncio.get_running_loop().run_in_executor(self._decoder, self._clips.picture, path, frame)
        rows, width = picture.shape
        size = {"X-Width": str(width), "X-Height": str(rows * 2 // 3)}
        return web.Response(body=picture.tobytes(), content_type="application/octet-stream", headers=NEVER_KEPT | size)

    def _file(self, request: web.Request) -> Path:
        root = self._film.bundle.resolve()
        path = (root / request.match_info["path"]).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise web.HTTPNotFound(text=f"{request.match_info['path']} is missing from the bundle")
        return path


class Clips:
    """The clips that were shown last, open at where they were left: going forwards decodes one picture each."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[Path, int], VideoFrames] = OrderedDict()

    def picture(self, path: Path, frame: int) -> Any:
        """I420 `(height * 3 // 2, width)` uint8; raises TemplateError where there is no such picture."""
        key = (path, path.stat().st_mtime_ns)
        clip = self._open.pop(key, None) or VideoFrames(path)
        self._open[key] = clip
        while len(self._open) > CLIPS_OPEN:
            self._open.popitem(last=False)[1].close()
        return clip.frame(frame)

    def close(self) -> None:
        for clip in self._open.values():
            clip.close()
        self._open.clear()


@web.middleware
async def _explain(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Errors of ours become a sentence that the page shows."""
    try:
        return await handler(request)
    except FanchantError as error:
        return web.Response(status=422, text=str(error))


async def serve(film: Film, port: int, on_ready: Callable[[str], None]) -> None:
    """Serves until it is cancelled; `on_ready` is called with the page's address."""
    server = PreviewServer(film, port)
    try:
        await server.start()
        on_ready(server.url)
        await asyncio.Event().wait()
    finally:
        await server.stop()
