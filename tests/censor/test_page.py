"""The page names every check and every setting."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_names_checks_and_settings() -> None:
    page = (ROOT / "docs" / "censor.md").read_text(encoding="utf-8")
    sources = [*(ROOT / "tasks" / "censor").glob("*.py"), ROOT / "blocks" / "censor_policy.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'check="(\w+)"', text)) | set(re.findall(r'_evidence\("(\w+)"', text))
    named |= set(re.findall(r"FANCHANT_\w+", text))
    assert len(named) >= 10
    assert [name for name in sorted(named) if f"`{name}" not in page] == []
