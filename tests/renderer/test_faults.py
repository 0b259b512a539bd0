"""Browsers that die, hang, draw nothing or are missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from contracts.errors import ConfigurationError, FanchantError, ResourceExhausted, Transient
from renderer import renderer as renderer_module
from renderer.browser import find_browser, launch_environment, launch_flags
from renderer.profiles import Profile, remove_orphans
from renderer.protocol import Readout
from renderer.renderer import Renderer, is_canary
from renderer.session import SessionOptions, page_error
from tests.renderer.comps import comp, name_text, request, solid


def picture():  # type: ignore[no-untyped-def]
    return comp(solid(), name_text("Zoë"), frames=6)


def test_a_killed_browser_is_replaced(second_renderer: Renderer, bundle: Path) -> None:
    frames = second_renderer.draw(request(picture(), list(range(6)) * 500), bundle)
    first = next(frames)
    killed = second_renderer.browser_pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(Transient, match=r"lost|gone"):
        for _ in frames:
            pass
    (again,) = second_renderer.draw(request(picture()), bundle)
    assert np.array_equal(first, again)
    assert second_renderer.browser_pid != killed


def test_a_hanging_browser_is_replaced(bundle: Path) -> None:
    renderer = Renderer(SessionOptions(frame_timeout_s=2.0))
    try:
        list(renderer.draw(request(picture()), bundle))
        stopped = renderer.browser_pid
        assert stopped is not None
        for process in (stopped, *_children(stopped)):
            os.kill(process, signal.SIGSTOP)
        with pytest.raises(Transient, match="hangs"):
            list(renderer.draw(request(picture()), bundle))
        assert len(list(renderer.draw(request(picture()), bundle))) == 1
        assert renderer.browser_pid != stopped
    finally:
        renderer.close()


def _helper(browser: int | None, kind: str) -> int:
    """Process id of the browser's `gpu-process` or `renderer`."""
    import psutil

    for child in psutil.Process(browser).children(recursive=True):
        if f"--type={kind}" in child.cmdline():
            return child.pid
    raise AssertionError(f"the browser has no {kind}")


@pytest.mark.parametrize(
    ("kind", "sent", "readout"),
    [
        ("gpu-process", signal.SIGKILL, "converted"),  # the page loses its graphics context
        ("gpu-process", signal.SIGKILL, "packed"),
        ("gpu-process", signal.SIGSTOP, "converted"),  # as a shader that never ends
        ("gpu-process", signal.SIGSTOP, "packed"),
        ("renderer", signal.SIGKILL, "converted"),
        ("renderer", signal.SIGSTOP, "converted"),  # as a script that never ends
    ],
)
def test_a_helper_that_dies_or_hangs_is_noticed_and_the_shot_drawn_again(
    bundle: Path, kind: str, sent: signal.Signals, readout: Readout
) -> None:
    renderer = Renderer(SessionOptions(readout=readout))
    try:
        expected = list(renderer.draw(request(picture(), range(6)), bundle))
        broken = renderer.browser_pid
        frames = renderer.draw(request(picture(), list(range(6)) * 500), bundle)
        next(frames)
        os.kill(_helper(broken, kind), sent)
        began_s = time.monotonic()
        with pytest.raises((Transient, ResourceExhausted)):
            for _ in frames:
                pass
        # 5 s to notice; the rest is room for ending the old browser on a busy machine.
        assert time.monotonic() - began_s < 10.0
        again = list(renderer.draw(request(picture(), range(6)), bundle))
        assert renderer.browser_pid != broken
        assert [frame.tobytes() for frame in again] == [frame.tobytes() for frame in expected]
    finally:
        renderer.close()


def _children(process: int) -> list[int]:
    import psutil

    return [child.pid for child in psutil.Process(process).children(recursive=True)]


def test_blank_pictures_are_noticed(
    renderer: Renderer, second_renderer: Renderer, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank = comp(solid())
    # An empty comp is fine while the browser draws what it should ...
    assert len(list(renderer.draw(request(blank), bundle))) == 1
    # ... and is not where it does not.
    monkeypatch.setattr(renderer_module, "is_canary", lambda _: False)
    with pytest.raises(ResourceExhausted, match="blank"):
        list(second_renderer.draw(request(blank), bundle))
    assert second_renderer.browser_pid is None


def test_the_canary(renderer: Renderer) -> None:
    result = renderer.canary()
    assert result.has_content
    assert result.ms > 0
    assert not is_canary(np.zeros((64, 64, 4), np.uint8))


def test_an_abandoned_drawing_leaves_the_renderer_usable(renderer: Renderer, bundle: Path) -> None:
    frames = renderer.draw(request(picture(), list(range(6)) * 500), bundle)
    first = next(frames)
    frames.close()
    (again,) = renderer.draw(request(picture()), bundle)
    assert np.array_equal(first, again)


def test_jobs_of_many_threads_run_one_after_the_other(renderer: Renderer, bundle: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    names = ["A", "BB", "CCC", "DDDD"]
    jobs = [request(comp(solid(), name_text(name)), range(4)) for name in names]
    alone = [list(renderer.draw(job, bundle)) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda job: list(renderer.draw(job, bundle)), jobs))
    for first, second in zip(alone, together, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_missing_browser_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not a program"):
        find_browser({"FANCHANT_CHROMIUM": str(tmp_path / "nothing")})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="apt-get install chromium-headless-shell"):
        find_browser({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)})


def test_a_browser_that_ends_at_once_is_explained(monkeypatch: pytest.MonkeyPatch, bundle: Path) -> None:
    monkeypatch.setenv("FANCHANT_CHROMIUM", "/bin/false")
    renderer = Renderer()
    try:
        with pytest.raises(ResourceExhausted, match="ended while starting"):
            list(renderer.draw(request(picture()), bundle))
    finally:
        renderer.close()


def test_the_sandbox_is_given_up_only_as_root() -> None:
    assert "--no-sandbox" in launch_flags(as_root=True, shared_memory_bytes=1 << 30)
    flags = launch_flags(as_root=False, shared_memory_bytes=1 << 20)
    assert "--no-sandbox" not in flags
    assert "--disable-dev-shm-usage" in flags
    assert launch_environment({"A": "b"}, nvidia=True) == {"A": "b"}
    assert launch_environment({}, nvidia=False)["GALLIUM_DRIVER"] == "llvmpipe"


@pytest.mark.parametrize(("kind", "retryable"), [("template", False), ("engine", True), ("context_lost", True)])
def test_what_the_page_reports_becomes_our_error(kind: str, retryable: bool) -> None:
    error = page_error(kind, "shader error: x")
    assert isinstance(error, FanchantError)
    assert error.retryable is retryable
    assert "shader error: x" in str(error)


def test_many_abandoned_drawings_in_a_row(renderer: Renderer, bundle: Path) -> None:
    first = next(renderer.draw(request(picture(), list(range(6)) * 50), bundle))
    for frame in range(12):
        again = next(renderer.draw(request(picture(), [frame % 6, *range(6)] * 9), bundle))
        assert again.shape == first.shape
    assert np.array_equal(first, next(renderer.draw(request(picture()), bundle)))


def test_profiles_of_dead_processes_are_removed(tmp_path: Path) -> None:
    mine = Profile(tmp_path)
    code = "import os, sys, pathlib, renderer.profiles as p; kept = p.Profile(pathlib.Path(sys.argv[1])); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(list(tmp_path.iterdir())) == 2
    remove_orphans(tmp_path)
    assert list(tmp_path.iterdir()) == [mine.path]
    mine.remove()
    assert not list(tmp_path.iterdir())


def test_the_browser_ends_with_a_killed_process(bundle: Path) -> None:
    code = (
        "import os; from renderer.renderer import Renderer; r = Renderer(); r.canary();"
        "print(r.browser_pid, flush=True); os.kill(os.getpid(), 9)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert result.returncode == -signal.SIGKILL
    browser = Path("/proc", result.stdout.decode().strip())
    deadline_s = time.monotonic() + 10
    while browser.exists() and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert not browser.exists()
