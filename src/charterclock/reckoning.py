"""The rules of counting, as one frozen value with named presets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from charterclock.errors import ReckoningError, nearest

__all__ = ["PRESETS", "Reckoning"]

CLOCK_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "receipt": ("actual", "next_opening"),
    "first_day": ("excluded", "included"),
    "roll": ("following", "preceding", "none"),
    "rest_days": ("office", "statutory"),
    "day_end": ("midnight", "closing", "same_time"),
    "paused": ("excluded", "ignored", "restart"),
}


def clock_time(text: str) -> int | None:
    """Microseconds after local midnight of a clock time ``HH:MM`` (00:00 to 23:59), or ``None``."""
    found = CLOCK_TIME.fullmatch(text.strip())
    return None if found is None else (int(found[1]) * 60 + int(found[2])) * 60_000_000


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a charter counts. Every default is the rule of ``docs/reckoning.md``; every field can be set.

    Args:
        receipt: when a case is deemed received: ``actual``, ``next_opening``, or ``cutoff HH:MM`` (what arrives
            after that local time is received at the first opening of a later date). R-MY-5.
        first_day: whether the day of receipt counts: ``excluded`` (the law: R-MY-1, R-ID-8) or ``included``.
        roll: where a due in calendar units goes when it falls on a closed day: ``following`` (R-MY-2, R-ID-8),
            ``preceding``, ``none``.
        rest_days: which days are not working days: those on which the ``office`` is closed, or the ``statutory``
            ones only (public holidays and the weekly holiday, R-MY-4).
        statutory_limit: 6 (R-MY-3) or 7 (R-MY-6): up to so many statutory days are working days.
        day_end: the last permitted instant of a due date: ``midnight``, ``closing``, ``same_time``, or ``HH:MM``.
        paused: whether a pause extends the time (``excluded``), changes nothing (``ignored``), or starts it anew
            (``restart``).

    Raises:
        ReckoningError: CC501, a value that the field does not take.

    Example:
        >>> Reckoning(day_end="closing")
        Reckoning(day_end='closing')
        >>> Reckoning.of("my-court").statutory_limit
        7
    """

    receipt: str = "actual"
    first_day: str = "excluded"
    roll: str = "following"
    rest_days: str = "office"
    statutory_limit: int = 6
    day_end: str = "midnight"
    paused: str = "excluded"

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value in choices or (isinstance(value, str) and self._is_time_choice(name, value)):
                continue
            extra = {"receipt": ", cutoff HH:MM", "day_end": ", HH:MM"}.get(name, "")
            hint = nearest(str(value), choices) or f"one of {', '.join(choices)}{extra}"
            raise ReckoningError("CC501", f"{name} cannot be {value!r}", hint)
        if self.statutory_limit not in (6, 7) or isinstance(self.statutory_limit, bool):
            raise ReckoningError("CC501", f"statutory_limit is 6 or 7, found {self.statutory_limit!r}")

    @staticmethod
    def _is_time_choice(name: str, value: str) -> bool:
        if name == "day_end":
            return clock_time(value) is not None
        return name == "receipt" and value.startswith("cutoff ") and clock_time(value[7:]) is not None

    @property
    def cutoff(self) -> int | None:
        """The cut-off of the receipt in microseconds after local midnight, or ``None``."""
        return clock_time(self.receipt[7:]) if self.receipt.startswith("cutoff ") else None

    @property
    def end_time(self) -> int | None:
        """The clock time at which a due date ends, in microseconds after local midnight, or ``None``."""
        return clock_time(self.day_end)

    @classmethod
    def of(cls, value: Reckoning | str | Mapping[str, Any] | None) -> Reckoning:
        """A reckoning from a reckoning, a preset's name, a mapping with ``preset`` and fields, or ``None`` (defaults).

        Raises:
            ReckoningError: CC501 a value, CC502 a name that is no preset, CC503 a key that is no field.

        Example:
            >>> Reckoning.of({"preset": "my-statute", "day_end": "closing"})
            Reckoning(rest_days='statutory', day_end='closing')
        """
        if value is None:
            return _DEFAULTS
        if isinstance(value, Reckoning):
            return value
        if not isinstance(value, Mapping):
            if not isinstance(value, str) or value not in PRESETS:
                hint = nearest(value, PRESETS) or "one of " + ", ".join(PRESETS)
                raise ReckoningError("CC502", f"unknown reckoning {value!r}", hint)
            return PRESETS[value]
        given = dict(value)
        base = cls.of(given.pop("preset", None))
        return base.replace(**given)

    def replace(self, /, **changes: Any) -> Reckoning:
        """The same reckoning with some fields set anew.

        Raises:
            ReckoningError: CC501 a value, CC503 a key that is no field.
        """
        known = [field.name for field in fields(self)]
        for key in changes:
            if key not in known:
                raise ReckoningError("CC503", f"a reckoning has no field {key!r}", nearest(key, known))
        if isinstance(changes.get("statutory_limit"), str):
            text = changes["statutory_limit"]
            changes["statutory_limit"] = int(text) if text in ("6", "7") else text
        return replace(self, **changes)

    def __repr__(self) -> str:
        default = {field.name: field.default for field in fields(self)}
        said = ", ".join(f"{k}={getattr(self, k)!r}" for k, v in default.items() if getattr(self, k) != v)
        return f"Reckoning({said})"


_DEFAULTS: Final = Reckoning()

#: Named presets; each only sets the fields of a reckoning. What a "day" means is said by the meanings of a charter.
PRESETS: Final[Mapping[str, Reckoning]] = MappingProxyType(
    {
        "my-charter": Reckoning(),  # R-MY-1, R-MY-2, R-MY-5
        "my-statute": Reckoning(rest_days="statutory"),  # Act 388 s.54 with Act 369 s.2: R-MY-3, R-MY-4
        "my-court": Reckoning(statutory_limit=7),  # Rules of Court 2012 O.3 r.2: R-MY-6
        "id-charter": Reckoning(),  # R-ID-7, R-ID-8
        "id-court": Reckoning(),  # SEMA 7/2012: R-ID-8
        "lapor": Reckoning(),  # SP4N-LAPOR!: R-ID-10
    }
)
