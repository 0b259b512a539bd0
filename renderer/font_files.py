"""The project's fonts, as every page of the compositor asks for them."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"


async def serve_font(request: web.Request) -> web.StreamResponse:
    """`…/fonts/{name}`: a font file, or the table of what the fonts cover."""
    path = FONTS / Path(request.match_info["name"]).name
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path)
