"""The demo template's bundle, as it lies in the repository."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from contracts.comp import Comp
from contracts.layers import ImageLayer, PerformerLayer, PlateLayer, TextLayer
from contracts.template import Template
from tasks.template.bundle import contents_of
from tasks.template.lint import SIZE_LIMIT_BYTES, lint_bundle
from tasks.template.manifest import content_revision, file_entries, read_manifest, source_hashes
from tasks.template.source import PersonalShot, TemplateSource, load_source

DEMO = Path(__file__).resolve().parents[2] / "templates" / "demo"
BUNDLE = DEMO / "bundle"


@pytest.fixture(scope="module")
def template() -> Template:
    return Template.model_validate_json((BUNDLE / "template.json").read_bytes())


@pytest.fixture(scope="module")
def source() -> TemplateSource:
    return load_source(DEMO)


def test_the_manifest_names_every_source_and_every_file_by_its_hash() -> None:
    manifest = read_manifest(BUNDLE)
    assert manifest.sources == source_hashes(DEMO / "source")
    assert manifest.files == file_entries(BUNDLE)
    assert sum(entry.bytes for entry in manifest.files.values()) < SIZE_LIMIT_BYTES


def test_lint_finds_nothing() -> None:
    assert lint_bundle(BUNDLE, DEMO / "source") == []


def test_the_bundle_says_what_the_source_says(template: Template, source: TemplateSource) -> None:
    bare = contents_of(source, template.song)
    assert template == bare.model_copy(update={"revision": template.revision})
    assert template.revision == content_revision(file_entries(BUNDLE), bare.model_dump_json(indent=1))
    for item in (*(s for s in source.shots if isinstance(s, PersonalShot)), *source.fan_kit):
        assert Comp.model_validate_json((BUNDLE / f"comps/{item.id}.json").read_bytes()) == item.comp


def test_the_video_keeps_the_promises_of_the_template(template: Template) -> None:
    fps = template.video.fps
    assert 24 <= Fraction(template.video.frames, fps) <= 30
    assert len(template.shots) >= 10
    frames_per_beat = Fraction(60 * fps) / Fraction(template.song.tempo_bpm)
    for shot in template.shots:
        assert shot.start_frame % frames_per_beat == 0, f"{shot.id} does not begin on a beat"
    personal = [shot for shot in template.shots if shot.kind == "personal"]
    assert len(personal) >= 6
    assert 10 <= Fraction(sum(shot.frames for shot in personal), fps) <= 14
    cue = template.song.cue
    inside = [s for s in personal if cue.start_frame <= s.start_frame < cue.start_frame + cue.frames]
    assert sum(s.frames for s in inside) > 0.7 * cue.frames
    singing = [s for s in inside if "voice" in s.depends_on]
    assert sum(s.frames for s in singing) > cue.frames / 2
    assert template.shots[-1].kind == "personal" and "name" in template.shots[-1].depends_on


def test_every_personal_shot_lies_over_a_plate_and_shows_only_what_it_depends_on(template: Template) -> None:
    for shot in template.shots:
        if shot.kind == "static":
            continue
        comp = Comp.model_validate_json((BUNDLE / str(shot.comp)).read_bytes())
        plate, *drawn = comp.layers
        assert isinstance(plate, PlateLayer)
        assert all(isinstance(layer, PerformerLayer | TextLayer | ImageLayer) for layer in drawn)
        assert comp.look.bloom == 0
        shows = {"character" for layer in drawn if isinstance(layer, PerformerLayer) and layer.slot == "fan"}
        shows |= {"name" for layer in drawn if isinstance(layer, TextLayer) and layer.slot == "name"}
        assert shows == set(shot.depends_on) - {"voice"}


def test_static_clips_decode_whole_and_are_tagged_bt709_limited(template: Template) -> None:
    for shot in template.shots:
        if shot.clip is None:
            continue
        with av.open(str(BUNDLE / shot.clip)) as container:
            stream = container.streams.video[0]
            times = []
            first = None
            for frame in container.decode(stream):
                times.append(frame.pts * frame.time_base)
                first = frame if first is None else first
            context = stream.codec_context
            assert (context.color_range, context.colorspace) == (ColorRange.MPEG, Colorspace.ITU709)
            assert (context.color_primaries, context.color_trc) == (ColorPrimaries.BT709, ColorTrc.BT709)
        assert times == [Fraction(i, template.video.fps) for i in range(shot.frames)]
        assert first is not None
        luma = first.to_ndarray()[: template.video.height].astype(float)
        assert np.std(luma) > 12, f"{shot.id} begins with an empty picture"
        assert np.mean(luma) < 150, f"{shot.id} begins burnt out"
