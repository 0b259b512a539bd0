"""What `fanchant doctor` looks at. Every check tries the real thing instead of asking whether it should work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from cli.finding import Finding, State
from contracts.errors import FanchantError

DISK_WANTED_BYTES = 5 << 30
DISK_NEEDED_BYTES = 1 << 30


def check_all() -> list[Finding]:
    """Every check, each shielded from the others."""
    from cli.checks_drawing import browser, drawing, fonts
    from cli.checks_models import face_models, inference, speech_model

    checks: tuple[Callable[[], Finding], ...] = (
        browser,
        drawing,
        h264,
        nvenc,
        inference,
        face_models,
        speech_model,
        fonts,
        templates,
        prefect_server,
        media_store,
        disk,
    )
    return [_shielded(check) for check in checks]


def _shielded(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except FanchantError as error:
        return Finding(check.__name__, "fail", str(error))
    except Exception as error:  # a broken installation can raise anything; the other checks still help
        return Finding(check.__name__, "fail", f"{type(error).__name__}: {error}")


def h264() -> Finding:
    """Encodes a frame with x264, which every personal shot is encoded with."""
    error = _encode_one_frame("libx264")
    if error:
        return Finding("h264", "fail", f"libx264 does not encode: {error}", "Run `make setup`: PyAV brings x264.")
    return Finding("h264", "ok", "libx264 encodes")


def nvenc() -> Finding:
    """Really opens NVENC: a build that lists it says nothing about the card and its driver."""
    error = _encode_one_frame("h264_nvenc")
    return Finding("nvenc", "ok", "not here; x264 does the work" if error else "h264_nvenc encodes")


def _encode_one_frame(codec: str) -> str:
    import av
    import numpy as np

    try:
        context = av.CodecContext.create(codec, "w")
        context.width, context.height, context.pix_fmt = 256, 144, "yuv420p"  # type: ignore[attr-defined]
        context.time_base = Fraction(1, 24)
        frame = av.VideoFrame.from_ndarray(np.full((216, 256), 128, np.uint8), format="yuv420p")
        frame.pts = 0
        packets = [*context.encode(frame), *context.encode(None)]  # type: ignore[attr-defined]
    except (av.FFmpegError, ValueError) as error:
        return str(error)
    return "" if packets else "no packet came out"


def templates() -> Finding:
    """At least one built template whose files are all there."""
    from blocks.template_library import known_templates, open_template

    known = known_templates()
    if not known:
        return Finding("templates", "fail", "no built template", "Run `fanchant template build demo`.")
    for template_id in known:
        bundle = open_template(template_id)
        for shot in bundle.template.shots:
            bundle.path(shot.clip or shot.comp or "")
    return Finding("templates", "ok", ", ".join(known))


def prefect_server() -> Finding:
    """The operator's server, or the local one; the local one is started by the first command that needs it."""
    from blocks.prefect_settings import prefect_version
    from deployments import local_server
    from deployments.server_process import is_healthy

    configured = local_server.configured_api_url()
    if configured:
        if is_healthy(configured.removesuffix("/")):
            return Finding("prefect_server", "ok", f"{configured} answers")
        return Finding("prefect_server", "fail", f"{configured} does not answer", "Start it or unset PREFECT_API_URL.")
    server = local_server.running_server()
    if server is None:
        return Finding("prefect_server", "ok", f"Prefect {prefect_version()}, not running; it is started when needed")
    state = "answers" if is_healthy(server.api_url) else "is starting"
    return Finding("prefect_server", "ok", f"Prefect {server.version} at {server.ui_url} {state}")


def media_store() -> Finding:
    """Writes, reads and removes one object."""
    from blocks.media_store import MediaStore
    from contracts.media import MediaKind

    store = MediaStore.configured()
    written = os.urandom(64)
    ref = store.put_bytes(written, MediaKind.DOCUMENT, ".bin")
    read = store.read_bytes(ref)
    store.discard(ref)
    if read != written or store.exists(ref):
        return Finding("media_store", "fail", f"{store} does not keep what is written", "Check that disk.")
    return Finding("media_store", "ok", f"{store} can be written and read")


def disk() -> Finding:
    """Free space where media, results and the server's database lie."""
    from blocks.home import fanchant_home

    folder = fanchant_home()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    state: State = "ok" if free > DISK_WANTED_BYTES else "warn" if free > DISK_NEEDED_BYTES else "fail"
    advice = "" if state == "ok" else f"Free some space on the disk of {Path(folder)}."
    return Finding("disk", state, f"{free / 2**30:.1f} GiB free at {folder}", advice)
