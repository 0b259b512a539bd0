"""The demo's personal shots as the product renders them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.render.meter import Meter
from blocks.template_library import open_template
from contracts.character import Character
from contracts.comp import DrawRequest
from contracts.template import Shot
from renderer.renderer import Renderer
from tasks.render.drawings import draw_request, foreground
from tasks.render.task import read_comp

FAN = Character(skin_tone=4, hair_style="long_straight", hair_colour="pink")
OTHER_FAN = Character(skin_tone=8, hair_style="bob", hair_colour="ink", glasses="round")
NAME = "Amélie"


@dataclass(frozen=True)
class DemoShot:
    """A personal shot and what the engine is asked for."""

    shot: Shot
    request: DrawRequest
    bundle: Path

    @property
    def id(self) -> str:
        return self.shot.id

    def cut_to(self, frames: int) -> DemoShot:
        """Only its first frames; tracks keep their length, so the pictures stay the same."""
        comp = self.request.comp
        frames = min(frames, comp.frames)
        short = comp.model_copy(update={"frames": frames})
        wanted = tuple(frame for frame in self.request.frames if frame < frames)
        return DemoShot(self.shot, self.request.model_copy(update={"comp": short, "frames": wanted}), self.bundle)

    def for_fan(self, fan: Character) -> DemoShot:
        return DemoShot(self.shot, self.request.model_copy(update={"fan": fan}), self.bundle)


def personal_shots() -> list[DemoShot]:
    """All personal shots of the demo template."""
    bundle = open_template("demo")
    clock = bundle.template.song.clock
    return [
        DemoShot(shot, draw_request(read_comp(bundle.path(shot.comp or "")), clock, shot, FAN, NAME), bundle.root)
        for shot in bundle.template.shots
        if shot.kind == "personal"
    ]


def draw_only(renderer: Renderer, shot: DemoShot) -> Meter:
    """The same drawings without reading, sending and encoding them."""
    alone = shot.request.model_copy(update={"comp": foreground(shot.request.comp)})
    with Meter([os.getpid()]) as meter:
        renderer.draw_only(alone, shot.bundle)
    return meter


def first_picture(renderer: Renderer, shot: DemoShot) -> float:
    """Seconds until the first picture of a shot is here; starts the browser where there is none."""
    alone = shot.request.model_copy(update={"comp": foreground(shot.request.comp), "frames": (0,)})
    with Meter([os.getpid()]) as meter:
        pictures: Iterator[object] = renderer.draw_over(alone, shot.bundle)
        next(pictures)
    for _ in pictures:
        continue
    return meter.wall_s
