"""The images: what can be known of them without an engine. docker/check_install.sh really builds them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import PurePath

import pytest

from deployments.description import PROJECT
from tests.docker.compose_file import DOCKER

FILES = ("Dockerfile", "Dockerfile.gpu")


def instructions(name: str) -> list[tuple[str, str]]:
    """Instruction and arguments of every line, continued lines joined, comments dropped."""
    lines = [line for line in (DOCKER / name).read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


@pytest.mark.parametrize("name", FILES)
def test_nothing_runs_as_root(name: str) -> None:
    assert [rest for word, rest in instructions(name) if word == "USER"][-1] == "fanchant"


def test_both_say_whether_they_are_healthy() -> None:
    assert any(word == "HEALTHCHECK" for word, _ in instructions("Dockerfile"))
    assert ("FROM", "${FANCHANT}") in instructions("Dockerfile.gpu")  # which passes its own on


@pytest.mark.parametrize("name", FILES)
def test_base_images_are_pinned(name: str) -> None:
    bases = dict(rest.split("=", 1) for word, rest in instructions(name) if word == "ARG")
    assert {rest.split()[0] for word, rest in instructions(name) if word == "FROM"} == {
        f"${{{base}}}" for base in bases
    }
    assert all(":" in image for base, image in bases.items() if base != "FANCHANT")


@pytest.mark.parametrize("name", FILES)
def test_no_secret_is_built_in(name: str) -> None:
    assert not [rest for word, rest in instructions(name) if word in ("ARG", "ENV") and re.search("PASSW|SECRET", rest)]


@pytest.mark.parametrize("name", FILES)
def test_what_is_copied_is_there_and_not_ignored(name: str) -> None:
    kept = [line[1:] for line in (DOCKER / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")]
    assert all((PROJECT / path).exists() for path in kept)
    for word, rest in instructions(name):
        if word == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert source == "." or PurePath(source).parts[0] in kept


def test_the_image_has_what_the_set_up_installs() -> None:
    setup = (PROJECT / "tools" / "setup.sh").read_text()
    needed = set(re.findall(r'^packages="([^"]+)"', setup, re.MULTILINE)[0].split()) | {"chromium-headless-shell"}
    last_stage = [rest for word, rest in instructions("Dockerfile") if word == "RUN" and "apt-get" in rest][-1]
    assert needed <= set(last_stage.split())
    uv = re.findall(r"^UV_VERSION=(\S+)", setup, re.MULTILINE)[0]
    assert all(f"uv=={uv}" in (DOCKER / name).read_text() for name in FILES)


images_wanted = pytest.mark.skipif(
    os.environ.get("FANCHANT_CHECK_IMAGES") != "1",
    reason="takes minutes, root and the Debian, PyPI and npm archives; set FANCHANT_CHECK_IMAGES=1",
)


@images_wanted
@pytest.mark.parametrize("name", FILES)
def test_the_linter_has_nothing_to_say(name: str) -> None:
    if shutil.which("npx") is None:
        pytest.skip("npx is missing")
    linter = ["npx", "--yes", "dockerfile-utils@0.16.3", "lint"]
    done = subprocess.run([*linter, DOCKER / name], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "")


@images_wanted
@pytest.mark.timeout(3600)
def test_the_images_are_built_on_a_plain_debian_and_are_ready() -> None:
    for program in ("debootstrap", "buildah"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing")
    if os.geteuid() != 0:
        pytest.skip("only root can make a Debian root")
    done = subprocess.run([DOCKER / "check_install.sh", "gpu"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "Ready to make videos." in done.stdout
