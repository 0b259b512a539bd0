"""The page itself loses its graphics context, as after a driver's reset."""

from __future__ import annotations

import json
import os
import select
from pathlib import Path
from typing import Any

import pytest

from contracts.errors import ResourceExhausted
from renderer.protocol import ClipOrder, Readout
from renderer.renderer import Renderer
from renderer.session import SessionOptions
from tests.renderer.comps import comp, name_text, request, solid

LOSE = "function() { this.forEach((gl) => gl.getExtension('WEBGL_lose_context')?.loseContext()); }"


class DevTools:
    """The browser's debugging pipe, which otherwise only serves as its leash."""

    def __init__(self, renderer: Renderer) -> None:
        session = renderer._session
        assert session is not None and session._browser is not None
        process = session._browser._process
        assert process.stdin is not None and process.stdout is not None
        self._to, self._from = process.stdin.fileno(), process.stdout.fileno()
        self._calls = 0
        self._pending = b""

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._calls += 1
        order: dict[str, Any] = {"id": self._calls, "method": method, "params": parameters}
        if session:
            order["sessionId"] = session
        os.write(self._to, json.dumps(order).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._calls:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def lose_context(self) -> None:
        """Calls `loseContext` on every WebGL context of the page."""
        pages = [t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page"]
        page = self.call("Target.attachToTarget", targetId=pages[0]["targetId"], flatten=True)["sessionId"]
        found = self.call("Runtime.evaluate", page, expression="WebGL2RenderingContext.prototype")
        contexts = self.call("Runtime.queryObjects", page, prototypeObjectId=found["result"]["objectId"])
        self.call("Runtime.callFunctionOn", page, objectId=contexts["objects"]["objectId"], functionDeclaration=LOSE)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            ready, _, _ = select.select([self._from], [], [], 20)
            assert ready, "the browser does not answer"
            self._pending += os.read(self._from, 1 << 16)
        message, _, self._pending = self._pending.partition(b"\0")
        parsed: dict[str, Any] = json.loads(message)
        return parsed


def picture():  # type: ignore[no-untyped-def]
    return comp(solid(), name_text("Zoë"), frames=6)


@pytest.mark.parametrize("readout", ["converted", "packed"])
def test_a_lost_context_is_named_and_the_next_call_draws_the_same(bundle: Path, readout: Readout) -> None:
    renderer = Renderer(SessionOptions(readout=readout))
    try:
        expected = [frame.tobytes() for frame in renderer.draw(request(picture(), range(6)), bundle)]
        broken = renderer.browser_pid
        frames = renderer.draw(request(picture(), list(range(6)) * 500), bundle)
        next(frames)
        DevTools(renderer).lose_context()
        with pytest.raises(ResourceExhausted) as caught:
            for _ in frames:
                pass
        assert caught.value.code == "graphics_lost"
        assert [frame.tobytes() for frame in renderer.draw(request(picture(), range(6)), bundle)] == expected
        assert renderer.browser_pid != broken
    finally:
        renderer.close()


def test_a_context_that_is_lost_between_two_jobs_is_noticed(second_renderer: Renderer, bundle: Path) -> None:
    expected = [frame.tobytes() for frame in second_renderer.draw(request(picture(), range(6)), bundle)]
    DevTools(second_renderer).lose_context()
    with pytest.raises(ResourceExhausted) as caught:
        list(second_renderer.draw(request(picture(), range(6)), bundle))
    assert caught.value.code == "graphics_lost"
    assert [frame.tobytes() for frame in second_renderer.draw(request(picture(), range(6)), bundle)] == expected


def test_a_context_that_is_lost_while_the_page_encodes_is_noticed(second_renderer: Renderer, bundle: Path) -> None:
    clip = ClipOrder(pictures="i420", step_frames=1, base_first_frame=None, bits_per_s=1_500_000)
    long = request(comp(solid(), name_text("Zoë"), frames=600), range(600))
    short = request(picture(), range(6))
    expected = list(second_renderer.encode(short, bundle, clip))
    packets = second_renderer.encode(long, bundle, clip)
    next(packets)
    DevTools(second_renderer).lose_context()
    with pytest.raises(ResourceExhausted) as caught:
        for _ in packets:
            pass
    assert caught.value.code == "graphics_lost"
    assert list(second_renderer.encode(short, bundle, clip)) == expected
