"""Official days off, rest days, hours and zones by country: YAML that a person checks, and a compact copy of each.

``python -m charterclock.calendars.data`` (``make data``) writes the compact copies anew after an edit; a test holds
them equal. They are JSON of the same values, which loads in a millisecond where the YAML takes a tenth of a second.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

__all__ = ["FOLDER", "compact", "load"]

FOLDER: Final = Path(__file__).parent


def load(name: str) -> dict[str, Any]:
    """The values of a data file, such as ``malaysia``, from its compact copy."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def compact(name: str) -> str:
    """The compact copy of a data file, made from its YAML."""
    from charterclock.files import read_file

    return json.dumps(read_file(FOLDER / f"{name}.yaml").data, ensure_ascii=False, separators=(",", ":")) + "\n"
