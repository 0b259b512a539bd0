"""What an import could not keep, by layer and property."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Finding:
    """`layer` is the path of layer names, `property` names what is not drawn, `message` says what happens instead."""

    layer: str
    property: str
    message: str


@dataclass
class Report:
    """Collects findings; a thing found twice is listed once."""

    _found: dict[Finding, None] = field(default_factory=dict)

    def add(self, layer: str, prop: str, message: str) -> None:
        self._found[Finding(layer, prop, message)] = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._found)
