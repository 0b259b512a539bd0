"""What an application of prefect.yaml did, or would do, to each thing on the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

LONGEST_VALUE = 60


@dataclass(frozen=True)
class Change:
    """One thing on the server. `changed` and `kept` name fields, each with what it was and what was wanted."""

    kind: str
    name: str
    action: Literal["created", "updated", "unchanged"]
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass
class Settlement:
    """Settles differences between what is wanted and what the server has, one thing at a time.

    Args:
        dry_run: only say what would be done.
        reset: take back what operators have tuned.
    """

    dry_run: bool = False
    reset: bool = False
    changes: list[Change] = field(default_factory=list)

    def settle(
        self,
        kind: str,
        name: str,
        *,
        was: Mapping[str, Any] | None,
        wanted: Mapping[str, Any],
        create: Callable[[], object],
        update: Callable[[dict[str, Any]], object],
        tunable: frozenset[str] = frozenset(),
    ) -> None:
        """Creates what the server does not have (`was` is None), else updates the fields that differ.

        A `tunable` field that differs belongs to the operators: it is kept and said, unless `reset` is wished.
        """
        if was is None:
            self.changes.append(Change(kind, name, "created"))
            if not self.dry_run:
                create()
            return
        different = [key for key, value in wanted.items() if was[key] != value]
        kept = [key for key in different if key in tunable and not self.reset]
        changed = [key for key in different if key not in kept]
        self.changes.append(
            Change(
                kind,
                name,
                "updated" if changed else "unchanged",
                changed=tuple(f"{key}: {_short(was[key])} -> {_short(wanted[key])}" for key in changed),
                kept=tuple(f"{key}: {_short(was[key])}, prefect.yaml says {_short(wanted[key])}" for key in kept),
            )
        )
        if changed and not self.dry_run:
            update({key: wanted[key] for key in changed})

    def create_once(self, kind: str, name: str, *, exists: bool, create: Callable[[], object]) -> None:
        """Creates what operators then own; it is never updated."""
        self.settle(kind, name, was={} if exists else None, wanted={}, create=create, update=lambda _: None)

    def as_json(self) -> list[dict[str, Any]]:
        """The changes for machines."""
        return [asdict(change) for change in self.changes]

    def as_text(self) -> str:
        """The changes for people: `+` created, `~` updated, `=` as it was."""
        signs = {"created": "+", "updated": "~", "unchanged": "="}
        lines = []
        for change in self.changes:
            lines.append(f"{signs[change.action]} {change.kind} {change.name}")
            lines.extend(f"    {line}" for line in change.changed)
            lines.extend(f"    kept {line}" for line in change.kept)
        return "\n".join(lines)

    def summary(self) -> str:
        """One sentence with numbers."""
        count = Counter(change.action for change in self.changes)
        kept = sum(len(change.kept) for change in self.changes)
        return (
            f"{'Dry run' if self.dry_run else 'Done'}: {count['created']} created, {count['updated']} updated, "
            f"{count['unchanged']} unchanged; {kept} settings of operators kept."
        )


def _short(value: object) -> str:
    text = value.model_dump_json(exclude_defaults=True) if isinstance(value, BaseModel) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."
