"""What of the fan a comp shows, and who sings in it, also inside imported comps."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.comp import Comp
from contracts.layers import PerformerLayer, PrecompLayer, TextLayer
from contracts.precomp import Actor, Words, contents_of
from contracts.template import Dependency


def shown_of_fan(comp: Comp) -> dict[Dependency, bool]:
    """For everything that a shot may depend on: does the comp show it?"""
    return {
        "character": any(performer.slot == "fan" for performer in performers_of(comp)),
        "name": any(words.slot == "name" for _, words in words_of(comp)),
    }


def anybody_sings(comp: Comp) -> bool:
    """Whether a mouth in the comp follows the song."""
    return any(performer.sings for performer in performers_of(comp))


def performers_of(comp: Comp) -> Iterator[PerformerLayer | Actor]:
    """Performers of the comp and actors of the comps in it."""
    for layer in comp.layers:
        if isinstance(layer, PerformerLayer):
            yield layer
        elif isinstance(layer, PrecompLayer):
            yield from (content for content in contents_of(layer.group) if isinstance(content, Actor))


def words_of(comp: Comp) -> Iterator[tuple[str, TextLayer | Words]]:
    """Text layers of the comp and words of the comps in it, each with the id of the comp's layer."""
    for layer in comp.layers:
        if isinstance(layer, TextLayer):
            yield layer.id, layer
        elif isinstance(layer, PrecompLayer):
            yield from ((layer.id, content) for content in contents_of(layer.group) if isinstance(content, Words))
