"""What one submission asks of each pool: its calls, their order, and the slot-seconds that each takes.

The order is that of flows/make_video.py with the demo's nine personal shots. The times are CPU seconds of every stage
alone on a warm host without a graphics card (two cores; `python -m benchmarks.capacity.stage_times`, median of 2
rounds): a host that has as many slots as cores gives one core to each call. Who draws on graphics cards measures there
and sets `work_s` in the variable `fanchant_pools`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.policy import STAGES

SECONDS_PER_FRAME = 0.0616
"""`render_shot`, drawing and encoding: 9 calls of 2.30 s on average for 336 frames."""
SHOTS: Mapping[str, tuple[int, bool]] = {
    "fan-close": (48, True),
    "fan-wave": (48, True),
    "fan-dance": (48, False),
    "ending": (48, False),
    "fan-low": (36, True),
    "fan-shoulder": (36, False),
    "fan-group": (36, False),
    "name-reveal": (24, False),
    "fan-breath": (12, True),
}
"""Personal shots of the demo: their frames, and whether the fan sings in them."""


@dataclass(frozen=True)
class Call:
    """One stage call of a submission; `after` are the calls whose results it needs, as places in the order of work."""

    name: str
    pool: str
    service_s: float
    after: tuple[int, ...]


def _order() -> tuple[Call, ...]:
    calls: list[Call] = []
    place: dict[str, int] = {}

    def call(name: str, service_s: float, *after: str) -> None:
        place[name] = len(calls)
        pool = STAGES[name.partition(":")[0]].pool
        calls.append(Call(name, pool, service_s, tuple(place[earlier] for earlier in after)))

    call("intake", 0.25)
    call("recognise", 0.23, "intake")
    call("screen_name", 0.005, "intake")
    # 2.0 s to transcribe and 1.75 s to name the language: CPU seconds of a `base` speech model for up to 30 s of voice
    call("screen_voice", 3.75, "intake")
    call("tune_voice", 1.03, "intake")
    call("cast", 0.005, "recognise", "screen_name")
    call("draw_fan_kit", 4.9, "cast")
    call("mix_song", 1.5, "screen_voice", "tune_voice")
    call("make_ringtone", 0.33, "mix_song")
    for shot, (frames, sings) in SHOTS.items():
        voice = ("screen_voice", "tune_voice") if sings else ()
        call(f"render_shot:{shot}", frames * SECONDS_PER_FRAME, "cast", *voice)
    call("assemble", 0.18, "mix_song", *(f"render_shot:{shot}" for shot in SHOTS))
    return tuple(calls)


ORDER_OF_WORK = _order()


def work_s(pool: str) -> float:
    """Slot-seconds of one submission on `pool`."""
    return sum(call.service_s for call in ORDER_OF_WORK if call.pool == pool)


def calls(pool: str) -> int:
    """Calls of one submission on `pool`."""
    return sum(call.pool == pool for call in ORDER_OF_WORK)


def begin_times_s(order: Sequence[Call] = ORDER_OF_WORK) -> list[float]:
    """When each call begins, seconds after the submission, where no call ever waits for a slot."""
    ends_s: list[float] = []
    for call in order:
        ends_s.append(max((ends_s[earlier] for earlier in call.after), default=0.0) + call.service_s)
    return [end_s - call.service_s for end_s, call in zip(ends_s, order, strict=True)]


@functools.cache
def burst(pool: str) -> float:
    """Slots that one submission holds at once on `pool`, weighted by time: its peakedness, ∫k²/∫k of its k(t) slots."""
    steps = sorted(
        step
        for begin_s, call in zip(begin_times_s(), ORDER_OF_WORK, strict=True)
        if call.pool == pool
        for step in ((begin_s, 1), (begin_s + call.service_s, -1))
    )
    slots = 0
    area_s = squares_s = 0.0
    for (at_s, change), (next_s, _) in zip(steps, [*steps[1:], steps[-1]], strict=True):
        slots += change
        area_s += slots * (next_s - at_s)
        squares_s += slots * slots * (next_s - at_s)
    return squares_s / area_s
