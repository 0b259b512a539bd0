"""Finds and runs the headless browser that draws.

The browser is started directly, without a driver in between: the page connects back over one WebSocket, and the
browser's debugging pipe (file descriptors 3 and 4) only serves as a leash: it closes with this process, and the browser
ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from contracts.errors import ConfigurationError, ResourceExhausted
from renderer.profiles import Profile

INSTALL_HINT = "install it with `apt-get install chromium-headless-shell`, or set FANCHANT_CHROMIUM to a Chromium"
NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
SHELLS = {"sh", "dash", "bash", "busybox"}
SMALL_SHARED_MEMORY_BYTES = 256 << 20

QUIET_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,DialMediaRouteProvider",
    "--metrics-recording-only",
    "--no-pings",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
)
STEADY_FLAGS = (
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--lang=en-US",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-gpu-watchdog",
)
GL_FLAGS = ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist")
# Without it a browser that finds no driver falls back to SwiftShader, which takes three times the CPU of llvmpipe.
NO_FALLBACK_FLAG = "--disable-software-rasterizer"
SOFTWARE_GL_ENV = {"EGL_PLATFORM": "surfaceless", "LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "llvmpipe"}
# Shell redirections: the child's ends of stdin and stdout become the debugging pipe.
LEASH = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null'


def find_browser(environ: Mapping[str, str] = os.environ) -> Path:
    """The browser to use: `$FANCHANT_CHROMIUM`, else Debian's, else the newest that Playwright has downloaded.

    Raises:
        ConfigurationError: there is none.
    """
    if chosen := environ.get("FANCHANT_CHROMIUM"):
        if found := shutil.which(chosen):
            return Path(found)
        raise ConfigurationError(f"FANCHANT_CHROMIUM={chosen} is not a program", code="browser_missing")
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    folder = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    downloads = sorted(folder.glob("chromium*/chrome*linux*/*headless*shell")) or sorted(
        folder.glob("chromium*/*/chrome")
    )
    if downloads:
        return downloads[-1]
    raise ConfigurationError(f"there is no headless Chromium on this machine: {INSTALL_HINT}", code="browser_missing")


def has_nvidia() -> bool:
    """Whether an NVIDIA driver is loaded and visible to this process."""
    return Path("/dev/nvidiactl").exists()


def launch_flags(*, as_root: bool, shared_memory_bytes: int) -> list[str]:
    """Command line flags; the sandbox is only given up where Chromium refuses to start with it."""
    flags = [*QUIET_FLAGS, *STEADY_FLAGS, *GL_FLAGS, NO_FALLBACK_FLAG]
    if as_root:
        flags.append("--no-sandbox")
    if shared_memory_bytes < SMALL_SHARED_MEMORY_BYTES:
        flags.append("--disable-dev-shm-usage")
    return flags


def launch_environment(environ: Mapping[str, str], *, nvidia: bool) -> dict[str, str]:
    """Environment of the browser; without a graphics card it names Mesa's llvmpipe."""
    return dict(environ) if nvidia else {**environ, **SOFTWARE_GL_ENV}


class BrowserProcess:
    """One running browser with a throw-away profile."""

    def __init__(self, url: str) -> None:
        """Starts the browser on `url`; raises ConfigurationError or ResourceExhausted where it does not start."""
        executable = find_browser()
        self._profile = Profile()
        self._log = self._profile.path / "browser.log"
        flags = launch_flags(as_root=os.geteuid() == 0, shared_memory_bytes=_free_bytes(Path("/dev/shm")))  # noqa: S108
        command = ["/bin/sh", "-c", LEASH, os.fspath(executable), *flags, f"--user-data-dir={self._profile.path}", url]
        try:
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=launch_environment(os.environ, nvidia=has_nvidia()),
                    start_new_session=True,
                )
        except OSError as error:
            self._profile.remove()
            raise ResourceExhausted(f"{executable} does not start: {error}", code="browser_unavailable") from error

    @property
    def pid(self) -> int:
        """Process id of the browser itself: Debian starts it from a shell script that stays around it."""
        pid = self._process.pid
        while Path("/proc", str(pid), "exe").readlink().name in SHELLS:
            children = Path("/proc", str(pid), "task", str(pid), "children").read_text().split()
            if not children:
                break
            pid = int(children[0])
        return pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def last_words(self) -> str:
        """The end of the browser's log, for an operator."""
        with suppress(OSError):
            return self._log.read_bytes()[-600:].decode(errors="replace").strip()
        return ""

    def stop(self) -> None:
        """Ends the browser and its helpers and removes the profile."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        # The session's group has this browser and its helpers, nothing else.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._profile.remove()


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
