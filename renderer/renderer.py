"""The drawing engine for the rest of Fanchant: plain calls, one warm browser behind them."""

from __future__ import annotations

import asyncio
import atexit
import io
import threading
import time
from collections.abc import AsyncGenerator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import numpy as np
from PIL import Image

from contracts.comp import DrawRequest, Region
from contracts.errors import ConfigurationError, FanchantError, ResourceExhausted
from media.i420 import Overlay
from renderer.hardware import CanaryResult, HardwareGuard
from renderer.protocol import ClipOrder, FrameMessage, PixelFormat, Pixels
from renderer.session import DrawingSession, SessionOptions

Result = TypeVar("Result")

CANARY_TOLERANCE = 2


class Renderer:
    """Draws comps in a headless browser. Thread-safe: one drawing job runs at a time.

    The browser starts with the first call (or `start_in_background`) and stays warm. After a crash, a hang or a lost
    graphics context the call raises a retryable error, and the next call starts a new browser.
    """

    _shared: ClassVar[Renderer | None] = None
    _shared_lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, options: SessionOptions | None = None, guard: HardwareGuard | None = None) -> None:
        self._options = options or SessionOptions()
        self._guard = guard or HardwareGuard()
        self._proven = False
        """The browser that runs has met the guard's demands."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fanchant-renderer", daemon=True)
        self._thread.start()
        self._job_lock = threading.Lock()
        self._session: DrawingSession | None = None
        self._opening: Future[DrawingSession] | None = None
        self._closed = False
        atexit.register(self.close)

    @classmethod
    def shared(cls) -> Renderer:
        """The process's renderer, with its one warm browser."""
        with cls._shared_lock:
            if cls._shared is None or cls._shared._closed:
                cls._shared = cls()
            return cls._shared

    def start_in_background(self) -> None:
        """Warms the browser while the caller does other work; an error comes up with the first drawing."""
        with self._shared_lock:
            if self._session is None and self._opening is None and not self._closed:
                self._opening = asyncio.run_coroutine_threadsafe(_opened(self._options), self._loop)

    def demand(self, guard: HardwareGuard) -> None:
        """Holds the browser to `guard` from the next drawing on, also one that runs already."""
        with self._job_lock:
            if guard != self._guard:
                self._guard, self._proven = guard, False

    def draw(self, request: DrawRequest, asset_root: Path) -> Iterator[Pixels]:
        """Draws `request.frames` in order, each as I420 `(height * 3 // 2, width)` uint8, read-only.

        Sizes are the region's where the request has one. BT.709, limited range, left-sited chroma.

        Raises:
            TemplateError: the comp names something that the bundle or the engine does not have.
            Transient: the browser crashed or hangs.
            ResourceExhausted: no browser starts here, or it draws nothing.
            ConfigurationError: browser or compositor are not installed.
        """
        for message in self._messages(request, asset_root, "i420"):
            yield np.frombuffer(message.payload, np.uint8).reshape(message.height * 3 // 2, message.width)

    def draw_over(self, request: DrawRequest, asset_root: Path) -> Iterator[Overlay]:
        """Like `draw`, but every frame as an overlay, cut to where something can be seen; for transparent comps.

        Errors: see `draw`.
        """
        for message in self._messages(request, asset_root, "overlay"):
            yield parse_overlay(message)

    def encode(self, request: DrawRequest, asset_root: Path, clip: ClipOrder) -> Iterator[bytes]:
        """Every frame of the comp as an H.264 access unit with start codes, made inside the browser.

        Errors: see `draw`; ConfigurationError too where the browser cannot encode H.264.
        """
        for message in self._messages(request, asset_root, clip.pictures, clip):
            yield bytes(message.payload)

    def draw_only(self, request: DrawRequest, asset_root: Path) -> int:
        """Draws the frames as `draw_over` does but hands none of them over, to measure drawing; how many they were."""
        return sum(1 for _ in self._messages(request, asset_root, "nothing"))

    def pictures(self, request: DrawRequest, asset_root: Path) -> Iterator[Pixels]:
        """Draws `request.frames` in order, each as `(height, width, 3)` or, where the comp is transparent, with
        straight alpha as `(height, width, 4)`. Errors: see `draw`.
        """
        for message in self._messages(request, asset_root, "rgba"):
            rgba = _top_down(message)
            yield straight_alpha(rgba) if request.comp.transparent else rgba[..., :3]

    def still(self, request: DrawRequest, asset_root: Path) -> bytes:
        """`request.frames[0]` as PNG; with straight alpha where the comp is transparent. Errors: see `draw`."""
        (picture,) = self.pictures(request.model_copy(update={"frames": request.frames[:1]}), asset_root)
        file = io.BytesIO()
        Image.fromarray(picture).save(file, "PNG", compress_level=6)
        return file.getvalue()

    @property
    def gl_renderer(self) -> str:
        """Name of the hardware or software that draws, e.g. `ANGLE (Mesa, llvmpipe ...)`; starts the browser."""
        if session := self._session:
            return session.gl_renderer
        with self._job_lock:
            return self._ready().gl_renderer

    @property
    def timings_ms(self) -> dict[str, float]:
        """Where the last job's time went inside the page: load, draw, read, send."""
        return dict(self._session.timings_ms) if self._session else {}

    @property
    def browser_pid(self) -> int | None:
        """Process id of the browser, None while there is none."""
        return self._session.browser_pid if self._session else None

    def canary(self) -> CanaryResult:
        """Draws a known picture and compares it; errors: see `draw`."""
        with self._job_lock:
            return self._canary(self._ready())

    def close(self) -> None:
        """Ends the browser; afterwards this renderer is spent."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        if self._opening and self._session is None:
            with suppress(FanchantError, TimeoutError):
                self._session = self._opening.result(self._options.start_timeout_s)
        self._drop_session()
        self._wait(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _messages(
        self, request: DrawRequest, asset_root: Path, pixel_format: PixelFormat, clip: ClipOrder | None = None
    ) -> Iterator[FrameMessage]:
        with self._job_lock:
            session = self._ready()
            stream = session.draw(request, asset_root, pixel_format, clip)
            # Encoded pictures cannot be looked at here, so their browser is always tried.
            blank = clip is not None
            try:
                while (message := self._wait(_next(stream))) is not None:
                    blank = blank or (pixel_format != "nothing" and is_blank(message))
                    yield message
                # A comp may be empty on purpose, so a blank picture alone proves nothing.
                if blank and not self._canary(session).has_content:
                    raise ResourceExhausted("the browser draws blank pictures", code="graphics_blank")
            except FanchantError as error:
                if error.retryable:
                    self._drop_session()
                raise
            finally:
                if not self._closed:
                    self._wait(_close(stream))

    def _canary(self, session: DrawingSession) -> CanaryResult:
        started_s = time.perf_counter()
        message = self._wait(session.canary())
        ms = (time.perf_counter() - started_s) * 1000
        return CanaryResult(ms=ms, has_content=is_canary(_top_down(message)))

    def _prove(self, session: DrawingSession) -> None:
        try:
            if self._guard.is_set:
                self._canary(session)
                self._guard.check(session.gl_renderer, self._canary(session))
        except FanchantError:
            self._drop_session()
            raise
        self._proven = True

    def _ready(self) -> DrawingSession:
        if self._closed:
            raise ConfigurationError("this renderer was closed", code="renderer_closed")
        if self._session is None:
            self.start_in_background()
            with self._shared_lock:
                opening, self._opening = self._opening, None
            assert opening is not None  # noqa: S101  # start_in_background has set it
            self._session = opening.result()
            self._proven = False
        if not self._proven:
            self._prove(self._session)
        return self._session

    def _drop_session(self) -> None:
        session, self._session = self._session, None
        if session:
            self._wait(session.close())

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def parse_overlay(message: FrameMessage) -> Overlay:
    """Planes Y, U, V, alpha, and alpha at chroma size, one after the other."""
    width, height = message.width, message.height
    pixels = np.frombuffer(message.payload, np.uint8)
    colour, alpha, chroma_alpha = np.split(pixels, [width * height * 3 // 2, width * height * 5 // 2])
    return Overlay(
        region=Region(x=message.x, y=message.y, width=width, height=height),
        colour=colour.reshape(height * 3 // 2, width),
        alpha=alpha.reshape(height, width),
        chroma_alpha=chroma_alpha.reshape(height // 2, width // 2),
    )


async def _opened(options: SessionOptions) -> DrawingSession:
    session = DrawingSession(options)
    try:
        await session.open()
    except BaseException:
        await session.close()
        raise
    return session


async def _next(stream: AsyncGenerator[FrameMessage]) -> FrameMessage | None:
    return await anext(stream, None)


async def _close(stream: AsyncGenerator[FrameMessage]) -> None:
    await stream.aclose()


async def _cancel_others() -> None:
    """Ends jobs that nobody reads any more."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _top_down(message: FrameMessage) -> Pixels:
    """An `rgba` message as `(height, width, 4)`, top row first."""
    rows = np.frombuffer(message.payload, np.uint8).reshape(message.height, message.width, 4)
    return np.ascontiguousarray(rows[::-1])


def straight_alpha(premultiplied: Pixels) -> Pixels:
    """`(height, width, 4)` with colour divided by alpha; fully transparent pixels become zero.

    Light that only adds (a halo: more colour than alpha) cannot be said in straight alpha; it becomes as opaque as it
    is bright.
    """
    alpha = premultiplied.max(axis=-1, keepdims=True).astype(np.uint16)
    colour = premultiplied[..., :3].astype(np.uint16)
    divisor = np.maximum(alpha, 1)
    straight = np.minimum((colour * 255 + divisor // 2) // divisor, 255)
    return np.concatenate([np.where(alpha > 0, straight, 0), alpha], axis=-1).astype(np.uint8)


def is_blank(message: FrameMessage) -> bool:
    """Whether a picture is one single value: what a lost context or a driver that draws nothing gives."""
    pixels = np.frombuffer(message.payload, np.uint8)[: message.width * message.height]
    return bool((pixels == pixels[0]).all())


def is_canary(rgba: Pixels) -> bool:
    """Whether `(size, size, 4)` is the page's canary: red rises to the right, green upwards, blue is a quarter."""
    size = rgba.shape[0]
    ramp = (np.arange(size) + 0.5) / size * 255
    expected = np.full((size, size, 4), 255.0)
    expected[..., 0] = ramp[None, :]
    expected[..., 1] = ramp[::-1, None]
    expected[..., 2] = 0.25 * 255
    return bool(np.abs(rgba - expected).max() <= CANARY_TOLERANCE)
