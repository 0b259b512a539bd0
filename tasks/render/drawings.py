"""Which frames of a shot are drawn, and what the engine is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.character import Character
from contracts.comp import Comp, DrawRequest, MouthShape, Region, SongClock
from contracts.errors import TemplateError
from contracts.layers import DefocusLayer, PlateLayer
from contracts.template import Shot, Song, VideoFormat


def drawing_of(frame: int, step_frames: int) -> int:
    """Number of the drawing that is held at `frame`: on twos (`step_frames` 2) every drawing lasts two frames."""
    return frame // step_frames


def drawn_frames(shot: Shot) -> tuple[int, ...]:
    """Frames of the shot that are really drawn, in order."""
    return tuple(range(0, shot.frames, shot.drawing_step_frames))


def draw_request(comp: Comp, clock: SongClock, shot: Shot, fan: Character | None, name: str | None) -> DrawRequest:
    """What the engine must draw for `shot`; holds only what the shot says it depends on."""
    return DrawRequest(
        comp=comp,
        song=clock,
        song_start_frame=shot.start_frame,
        fan=fan if "character" in shot.depends_on else None,
        name=name if "name" in shot.depends_on else None,
        frames=drawn_frames(shot),
        region=shot.region,
    )


def clock_of(song: Song, fps: int, mouth: Sequence[MouthShape]) -> SongClock:
    """The song's clock, in whose cue the mouth moves as `mouth` says; as it is where that is empty."""
    if not mouth:
        return song.clock
    start_s = song.cue.start_frame / fps
    end_s = start_s + song.cue.frames / fps
    others = [shape for shape in song.clock.visemes if not start_s <= shape[0] < end_s]
    own = [(start_s + begin_s, *shape) for begin_s, *shape in mouth]
    visemes = sorted((*others, *own), key=lambda shape: shape[0])
    return SongClock(tempo_bpm=song.clock.tempo_bpm, first_beat_s=song.clock.first_beat_s, visemes=tuple(visemes))


def check_comp(comp: Comp, shot: Shot, video: VideoFormat) -> None:
    """Raises TemplateError where the comp does not fit the shot or the video."""
    wanted = (video.width, video.height, video.fps, shot.frames)
    if (comp.width, comp.height, comp.fps, comp.frames) != wanted:
        width, height, fps, frames = wanted
        raise TemplateError(
            f"comp {comp.id} is {comp.width}x{comp.height} at {comp.fps} fps with {comp.frames} frames, "
            f"shot {shot.id} wants {width}x{height} at {fps} fps with {frames}",
            code="comp_mismatch",
        )
    region = shot.region
    if region and (region.x + region.width > comp.width or region.y + region.height > comp.height):
        raise TemplateError(f"the region of shot {shot.id} reaches beyond its comp", code="region_outside")
    if region and back_plate(comp) is None:
        raise TemplateError(
            f"shot {shot.id} has a region, so its comp must begin with an opaque video plate",
            code="region_without_plate",
        )


def back_plate(comp: Comp) -> PlateLayer | None:
    """The clip that fills the comp's back from the first frame to the last; None where there is no such thing."""
    back = comp.layers[0] if comp.layers else None
    if not isinstance(back, PlateLayer) or not back.asset.lower().endswith(".mp4"):
        return None
    always = back.in_frame == 0 and (back.out_frame is None or back.out_frame >= comp.frames)
    return back if always and back.blend == "normal" and set(back.opacity_track) == {1.0} else None


def can_lay_over(comp: Comp) -> bool:
    """Whether what lies in front of the back plate can be drawn alone and laid over it afterwards.

    `screen`, `multiply` and blur need the colours below them, and so does a finish of the whole frame.
    """
    finish = comp.look.bloom > 0 or comp.look.vignette > 0
    blurs = any(isinstance(layer, DefocusLayer) for layer in comp.layers)
    blends = {layer.blend for layer in comp.layers[1:]}
    return back_plate(comp) is not None and not finish and not blurs and blends <= {"normal", "add"}


def foreground(comp: Comp) -> Comp:
    """The comp without its back plate, on nothing."""
    return comp.model_copy(update={"layers": comp.layers[1:], "transparent": True})


def whole_frame(comp: Comp) -> Region:
    return Region(x=0, y=0, width=comp.width, height=comp.height)
