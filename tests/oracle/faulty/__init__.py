"""Small deadline engines, each wrong in one way: every mistake of ``docs/reckoning.md``'s rules that we could think of,
and those that users reported to other engines (B001 to B132).

All are the plain ``Walker`` with a method or two of another mind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from faulty import amounts, clocks, days, ends, hours, months, pauses, receipt, state
from faulty.walker import Walker

__all__ = ["FAULTS", "Walker", "said"]

_CLASSES = [
    kind
    for module in (days, months, hours, amounts, clocks, receipt, pauses, ends, state)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Walker) and kind.__module__ == module.__name__
]

#: name: theirs(start, duration, calendar, reckoning, bound, pauses) -> datetime
FAULTS: dict[str, Callable[..., datetime]] = {kind.__name__: kind.theirs for kind in _CLASSES}


def said(fault: Any) -> tuple[str, str]:
    """What a fault does wrong, and the reports or the rule of the page that it comes from."""
    found = re.fullmatch(r"(.+) \(([^()]+)\)\.", fault.__self__.__doc__)
    assert found, fault
    return found[1], found[2]
