"""One browser with one page, and the drawing jobs that run on it one after the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType

from contracts.comp import DrawRequest
from contracts.errors import ConfigurationError, FanchantError, ResourceExhausted, TemplateError, Transient
from renderer.browser import BrowserProcess
from renderer.hardware import is_software
from renderer.page_server import PageServer
from renderer.plates import PlateFeed
from renderer.protocol import ClipOrder, FrameMessage, PixelFormat, PlateRequest, Readout, draw_order

# Pictures that wait here; as many again wait in the page's socket.
QUEUE_FRAMES = 3
SLOWNESS = 5
"""A picture that takes that many times as long as the slowest one so far is a hang."""


@dataclass(frozen=True, kw_only=True)
class SessionOptions:
    """Patience with a browser, in seconds, and how pictures leave it."""

    start_timeout_s: float = 45.0
    frame_timeout_s: float = 4.5
    """Longest wait for a picture of a warm browser, or SLOWNESS times its slowest one, whichever is more."""
    first_frame_timeout_s: float = 45.0
    """Longest wait for a new browser's first picture, which includes compiling its shaders."""
    readout: Readout | None = None
    """None: `packed` where a graphics card draws, `converted` where the processor does. Both give the same bytes."""


@dataclass(frozen=True)
class JobDone:
    timings_ms: dict[str, float]


class Job:
    """What the page reports of one job."""

    def __init__(self, number: int, plates: PlateFeed | None, *, paced: bool = False) -> None:
        self.number = number
        self.paced = paced
        """The page wants to hear how many of its messages were used."""
        self.plates = plates
        self.ended = False
        """The page has nothing more to say about it."""
        self.reports: asyncio.Queue[FrameMessage | JobDone | FanchantError] = asyncio.Queue(QUEUE_FRAMES)


class DrawingSession:
    """Owns the browser, the page server and the socket between them. Not thread-safe: lives on one event loop."""

    def __init__(self, options: SessionOptions) -> None:
        self._options = options
        self._server = PageServer()
        self._browser: BrowserProcess | None = None
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="fanchant-plates")
        self._tasks: set[asyncio.Task[None]] = set()
        self._job: Job | None = None
        self._jobs = 0
        self._lost: FanchantError | None = None
        self._slowest_s: float | None = None
        self.gl_renderer = ""
        self.timings_ms: dict[str, float] = {}
        """Where the last job's time went, as the page measured it (canaries aside), e.g. load, draw, read, send."""

    @property
    def browser_pid(self) -> int | None:
        return self._browser.pid if self._browser else None

    async def open(self) -> None:
        """Starts the browser and waits for the page; raises ConfigurationError or ResourceExhausted."""
        await self._server.start()
        self._browser = await asyncio.to_thread(BrowserProcess, self._server.url)
        deadline = asyncio.get_running_loop().time() + self._options.start_timeout_s
        while not self._server.socket.done():
            if self._browser.exit_code is not None:
                raise ResourceExhausted(
                    f"the browser ended while starting: {self._browser.last_words()}", code="browser_unavailable"
                )
            if asyncio.get_running_loop().time() > deadline:
                raise ResourceExhausted("the browser did not open its page", code="browser_unavailable")
            await asyncio.wait([self._server.socket], timeout=0.1)
        ready = asyncio.get_running_loop().create_future()
        self._start(self._read(ready))
        try:
            self.gl_renderer = await asyncio.wait_for(ready, self._options.start_timeout_s)
        except TimeoutError as error:
            raise ResourceExhausted("the page did not get ready", code="browser_unavailable") from error

    async def draw(
        self, request: DrawRequest, asset_root: Path, pixel_format: PixelFormat, clip: ClipOrder | None = None
    ) -> AsyncGenerator[FrameMessage]:
        """Draws the request's frames in order; with `clip`, gives an H.264 access unit for every frame of the comp."""
        # Drawings are laid over the whole plate where the page makes the clip.
        wanted = request.model_copy(update={"region": None}) if clip else request
        plates = await asyncio.to_thread(PlateFeed, wanted, asset_root)
        job = self._new_job(plates, paced=clip is not None)
        prefix = self._server.asset_prefix(asset_root)
        await self._send(draw_order(job.number, request, pixel_format, prefix, asset_root, self._readout(), clip))
        # Closed here and now: left to the garbage collector, it would tidy up in the middle of the next job.
        async with aclosing(self._results(job)) as results:
            async for message in results:
                yield message

    async def canary(self) -> FrameMessage:
        """A small known picture as RGBA, see compositor/src/capture/canary.ts."""
        job = self._new_job(None)
        await self._send(json.dumps({"op": "canary", "job": job.number}))
        (message,) = [message async for message in self._results(job)]
        return message

    async def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        if self._browser:
            # Not in a worker thread: at the interpreter's end no thread can be started any more.
            self._browser.stop()
        if self._server.socket.done():
            with suppress(Exception):
                await self._server.socket.result().close()
        await self._server.stop()
        self._decoder.shutdown(wait=False, cancel_futures=True)

    def _readout(self) -> Readout:
        return self._options.readout or ("converted" if is_software(self.gl_renderer) else "packed")

    def _new_job(self, plates: PlateFeed | None, *, paced: bool = False) -> Job:
        self._jobs += 1
        self._job = Job(self._jobs, plates, paced=paced)
        return self._job

    async def _results(self, job: Job) -> AsyncGenerator[FrameMessage]:
        try:
            while True:
                report = await self._next_report(job)
                if isinstance(report, FrameMessage):
                    yield report
                    if job.paced:
                        await self._send(json.dumps({"op": "used", "job": job.number, "frames": 1}))
                    continue
                if isinstance(report, FanchantError):
                    raise report
                self.timings_ms = report.timings_ms or self.timings_ms
                return
        finally:
            with suppress(FanchantError):
                await self._abandon(job)
            self._job = None
            if job.plates:
                await asyncio.get_running_loop().run_in_executor(self._decoder, job.plates.close)

    async def _next_report(self, job: Job) -> FrameMessage | JobDone | FanchantError:
        if self._lost:
            return self._lost
        began_s = asyncio.get_running_loop().time()
        patience_s = self._patience_s()
        try:
            report = await asyncio.wait_for(job.reports.get(), patience_s)
        except TimeoutError:
            self._lost = Transient(f"no picture came for {patience_s:.1f} s; the browser hangs", code="browser_hung")
            return self._lost
        if isinstance(report, FrameMessage):
            # The first picture of a browser tells how long compiling takes, not drawing.
            waited_s = asyncio.get_running_loop().time() - began_s
            self._slowest_s = 0.0 if self._slowest_s is None else max(self._slowest_s, waited_s)
        return report

    def _patience_s(self) -> float:
        if self._slowest_s is None:
            return self._options.first_frame_timeout_s
        return max(self._options.frame_timeout_s, SLOWNESS * self._slowest_s)

    async def _abandon(self, job: Job) -> None:
        """Lets the page come to an end of the job and takes what it still sends, so that the next one starts clean."""
        if not job.ended and not self._lost:
            await self._send(json.dumps({"op": "cancel", "job": job.number}))
        while not self._lost and not (job.ended and job.reports.empty()):
            await self._next_report(job)

    async def _read(self, ready: asyncio.Future[str]) -> None:
        """Takes the page's messages until the socket closes."""
        async for message in self._server.socket.result():
            if message.type is WSMsgType.BINARY:
                await self._deliver(FrameMessage.parse(message.data))
            elif message.type is WSMsgType.TEXT:
                await self._take(json.loads(message.data), ready)
        words = self._browser.last_words() if self._browser else ""
        self._lost = Transient(f"the browser was lost: {words}", code="browser_crashed")
        if not ready.done():
            ready.set_exception(self._lost)
        if self._job:
            await self._job.reports.put(self._lost)

    async def _take(self, report: dict[str, Any], ready: asyncio.Future[str]) -> None:
        operation = report.pop("op")
        if operation == "ready":
            ready.set_result(report["gl_renderer"])
        elif operation == "plate":
            self._start(self._push_plate(PlateRequest(**report)))
        elif operation == "done":
            await self._end(report["job"], JobDone(report["timings_ms"]))
        elif operation == "failed":
            error = page_error(report["kind"], report["message"])
            if not ready.done():
                ready.set_exception(ResourceExhausted(str(error), code="browser_unavailable"))
            elif not await self._end(report["job"], error) and isinstance(error, ResourceExhausted):
                self._lost = error

    async def _end(self, number: int, report: JobDone | FanchantError) -> bool:
        """Hands the last report of a job on; False where that job is not the current one."""
        job = self._job
        if job is None or job.number != number:
            return False
        job.ended = True
        await job.reports.put(report)
        return True

    async def _deliver(self, message: FrameMessage) -> None:
        if self._job and self._job.number == message.job:
            await self._job.reports.put(message)

    async def _push_plate(self, asked: PlateRequest) -> None:
        job = self._job
        if not job or job.number != asked.job or not job.plates:
            return
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._decoder, job.plates.answer, asked)
            await self._server.socket.result().send_bytes(answer)
        except FanchantError as error:
            await job.reports.put(error)
        except ConnectionError:
            return

    async def _send(self, text: str) -> None:
        try:
            await self._server.socket.result().send_str(text)
        except (ConnectionError, RuntimeError) as error:
            raise Transient("the browser is gone", code="browser_crashed") from error

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def page_error(kind: str, message: str) -> FanchantError:
    """The error of our tree for what the page reports."""
    if kind == "template":
        return TemplateError(f"the comp cannot be drawn: {message}", code="comp_not_drawable")
    if kind == "encoder":
        return ConfigurationError(
            f"this browser cannot encode H.264 ({message.splitlines()[0]}); install Debian's chromium-headless-shell "
            "or set the render farm's encoder to x264",
            code="encoder_missing",
        )
    if kind == "context_lost":
        return ResourceExhausted(message, code="graphics_lost")
    return Transient(f"the compositor failed: {message}", code="compositor_failed")
