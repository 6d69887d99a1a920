"""What the bare words of a charter mean: its hari, minggu, bulan, jam."""

from __future__ import annotations

from dataclasses import dataclass, fields

from charterclock.durations import BARE, Duration
from charterclock.errors import DurationError

__all__ = ["Meanings"]


def _meaning(word: str, value: str | None) -> str | None:
    if value is None or value in BARE[word]:
        return value
    hint = f"'{word}' can mean {', '.join(BARE[word])}"
    raise DurationError("CC304", f"'{word}' cannot mean {value!r}", hint)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the bare words of a charter mean: seed 000's note is ``Meanings(day="working day", week="working week")``.

    ``working_month`` is ``None`` for the default (a calendar month, rolled following) or a number of working days.

    Raises:
        DurationError: CC304, a word that cannot have that meaning.

    Example:
        >>> Meanings(day="working day").resolve(Duration(2, "day"))
        Duration(2, 'working day')
    """

    day: str | None = None
    week: str | None = None
    month: str | None = None
    hour: str | None = None
    working_month: Duration | None = None

    def __post_init__(self) -> None:
        for word in ("day", "week", "month", "hour"):
            _meaning(word, getattr(self, word))
        days = self.working_month
        if days is not None and (days.unit != "working day" or days.amount == 0):
            raise DurationError("CC304", f"a working month is a number of working days, found {str(days)!r}")

    def resolve(self, value: Duration) -> Duration:
        """``value`` with its word replaced by the unit it means.

        Raises:
            DurationError: CC305, a bare word without a meaning; the hint names the choices.
        """
        unit = value.unit
        if unit in BARE:
            said = self.hour if unit == "minute" else getattr(self, unit)
            if said is None:
                word = "hour" if unit == "minute" else unit
                choices = ", ".join(BARE[word])
                raise DurationError(
                    "CC305", f"'{value}' does not say what '{unit}' means", f"meanings: {{{word}: ...}} with {choices}"
                )
            unit = said.replace("hour", "minute") if value.unit == "minute" else said
        if unit == "working month" and self.working_month is not None:
            return Duration(value.amount * self.working_month.amount, "working day")
        return value if unit == value.unit else Duration(value.amount, unit)

    def __repr__(self) -> str:
        said = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if getattr(self, f.name))
        return f"Meanings({said})"
