"""Compares the import with both judges and writes the table of docs/comp-import.md: `python -m tests.comp.compare`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tasks.comp_import.files import import_file
from tests.comp.judges import ROOT, Case, agreement, ask_lottie_web, ask_skottie, missing, ours, percent_off

LOTTIE = ROOT.parent / "shared" / "lottie"
PAGE = ROOT / "docs" / "comp-import.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


@dataclass(frozen=True)
class Row:
    """Worst frame of a file, in percent of its pixels; None where a judge draws nothing."""

    file: str
    agreed: float | None
    skottie: float | None
    lottie_web: float | None
    judges: float | None
    unsupported: tuple[str, ...]


def files() -> list[Path]:
    return [path for path in sorted(LOTTIE.glob("*.json")) if path.name != "MANIFEST.json"]


def compare(paths: list[Path], keep: Path | None = None, quarters: Sequence[int] = range(4)) -> list[Row]:
    """One row per file; with `keep` the pictures are written there, ours beside the judges'."""
    cases = [Case.of(path, quarters) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        skottie = ask_skottie(cases, Path(folder))
    web = ask_lottie_web(cases)
    rows = []
    for case in cases:
        comp, findings = import_file(case.file)
        off: dict[str, list[float]] = {"agreed": [], "skottie": [], "web": [], "judges": []}
        for frame in case.frames:
            key = (case.file.stem, frame)
            drawn = ours(comp, frame, case.data["w"], case.data["h"])
            one, other = skottie.get(key), web.get(key)
            pictures = [picture for picture in (drawn, one, other) if picture is not None]
            if keep:
                for number, picture in enumerate(pictures):
                    Image.fromarray(picture.astype("uint8")).save(keep / f"{case.file.stem}.{frame}.{number}.png")
            if one is not None:
                off["skottie"].append(percent_off(drawn, one))
            if other is not None:
                off["web"].append(percent_off(drawn, other))
            if one is not None and other is not None:
                off["agreed"].append(percent_off(drawn, one, agreement(one, other)))
                off["judges"].append(percent_off(one, other))
        worst = {name: max(values, default=None) for name, values in off.items()}
        unsupported = tuple(f"{finding.layer}: {finding.property}" for finding in findings)
        rows.append(Row(case.file.name, worst["agreed"], worst["skottie"], worst["web"], worst["judges"], unsupported))
    return rows


def table(rows: list[Row]) -> str:
    lines = [
        "| file | where both agree | against Skottie | against lottie-web | judges apart | unsupported |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        shown = (_percent(value) for value in (row.agreed, row.skottie, row.lottie_web, row.judges))
        lines.append(f"| `{row.file}` | {' | '.join(shown)} | {_listed(row.unsupported)} |")
    return "\n".join(lines)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} %"


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return "; ".join(name.replace("|", "/") for name in names[:3]) + more


def main() -> int:
    reason = missing() or (None if files() else "../shared/lottie is not there")
    if reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    rows = compare(files(), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    text = table(rows)
    sys.stdout.write(f"{text}\n")
    if PAGE.exists():
        before, rest = PAGE.read_text().split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
