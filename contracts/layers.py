"""The layers of a comp."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.base import Contract
from contracts.character import Character, Rgb
from contracts.performance import Gaze, Motion
from contracts.precomp import Group, TextLook
from contracts.space import Matrix4

BlendMode = Literal["normal", "add", "screen", "multiply"]


class LayerBase(Contract):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    in_frame: int = Field(default=0, ge=0)
    out_frame: int | None = Field(default=None, description="exclusive; None = the comp's end")
    opacity_track: tuple[float, ...] = (1.0,)
    blend: BlendMode = "normal"


class SpatialLayer(LayerBase):
    matrix_track: tuple[Matrix4, ...] = Field(
        default=((1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),), min_length=1
    )


class SolidLayer(LayerBase):
    """Fills the frame."""

    type: Literal["solid"] = "solid"
    colour: Rgb


class PlateLayer(LayerBase):
    """A full-frame background. Video is decoded by the host and pushed frame by frame; never a <video> element."""

    type: Literal["plate"] = "plate"
    asset: str = Field(description="bundle-relative path of an mp4 or png")
    first_frame: int = Field(default=0, ge=0, description="frame of the asset that shows at the comp's frame 0")


class SetLayer(SpatialLayer):
    """A piece of the stage made by the engine's own code; costly, so it is meant for plates and static clips."""

    type: Literal["set"] = "set"
    name: Literal["stage", "beams", "crowd", "screens", "confetti", "backdrop"]
    seed: int = 1
    colours: tuple[Rgb, ...] = ()
    intensity_track: tuple[float, ...] = (1.0,)


class PerformerLayer(SpatialLayer):
    """A character with a motion: the fan's (`slot` = `fan`), a given one, or an avatar from a VRM 1.0 file."""

    type: Literal["performer"] = "performer"
    slot: Literal["fan"] | None = None
    character: Character | None = None
    vrm: str | None = Field(
        default=None, description="bundle-relative path of a VRM 1.0 avatar, scaled to the height of our performers"
    )
    motion: Motion = "sing"
    gaze: Gaze = "camera"
    sings: bool = Field(default=True, description="the mouth follows the song's viseme track")
    seed: int = Field(default=1, description="of blinks and small movements")

    @model_validator(mode="after")
    def _one_source(self) -> PerformerLayer:
        if sum(source is not None for source in (self.slot, self.character, self.vrm)) != 1:
            raise ValueError(f"layer {self.id}: give one of slot, character and vrm")
        return self


class TextLayer(SpatialLayer):
    """One line of text on a quad of `width` x `height` units, shrunk to fit, shaped by the browser."""

    type: Literal["text"] = "text"
    slot: Literal["name"] | None = None
    text: str | None = None
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    font_family: str = "sans-serif"
    font_weight: int = Field(default=800, ge=100, le=900)
    colour: Rgb = (1.0, 1.0, 1.0)
    glow: Rgb | None = None
    look: TextLook = "plain"
    screen_space: bool = Field(default=False, description="True: units are frame heights, origin at the frame's centre")
    reveal_track: tuple[float, ...] = Field(default=(1.0,), description="0 hidden to 1 fully shown, left to right")


class ImageLayer(SpatialLayer):
    """A picture on a quad of `width` x `height` units."""

    type: Literal["image"] = "image"
    asset: str
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    screen_space: bool = False


class ModelLayer(SpatialLayer):
    """A 3D model of the bundle: a binary glTF 2.0 file with everything it needs inside.

    glTF's axes are the comp's own (y up, facing +z); its metres become units, so the matrix also sets the size.
    """

    type: Literal["model"] = "model"
    asset: str = Field(description="bundle-relative path of a .glb")
    clip: str | None = Field(default=None, description="animation of the file; None = as it rests")
    time_track: tuple[float, ...] | None = Field(
        default=None, description="seconds into the clip; None = the comp's own time, 0 at its frame 0"
    )
    repeat: bool = Field(default=True, description="whether the clip starts over after its end or keeps its last pose")
    morph_tracks: dict[str, tuple[float, ...]] = Field(
        default={}, description="weights of morph targets by name, 0 to 1; they win over the clip's"
    )
    shading: Literal["toon", "standard", "unlit"] = Field(
        default="toon", description="the performers' ramp and rims, physically based, or colours as they are"
    )


class PrecompLayer(LayerBase):
    """A comp of After Effects, drawn from the frame's top left corner, enlarged by `scale`.

    Its camera has the axes of its items: it looks along its own +z, and `zoom_px` counts the group's pixels.
    All tracks below it count the frames of the comp: starts, stretches and time remaps are baked in.
    """

    type: Literal["precomp"] = "precomp"
    scale: float = Field(default=1.0, gt=0)
    group: Group


class DefocusLayer(LayerBase):
    """Puts everything below it out of focus, as a long lens does; costly, so it is meant for plates and static clips.

    Always opaque: a smaller radius is a weaker effect.
    """

    type: Literal["defocus"] = "defocus"
    radius_track: tuple[float, ...] = Field(
        default=(0.01,), min_length=1, description="of the disc that a point becomes, in frame heights"
    )


Layer = Annotated[
    SolidLayer
    | PlateLayer
    | SetLayer
    | PerformerLayer
    | TextLayer
    | ImageLayer
    | ModelLayer
    | PrecompLayer
    | DefocusLayer,
    Field(discriminator="type"),
]
