"""Durations: an amount and a unit that says whose time it counts.

"Hari", "minggu" and "jam" are words, not units: a duration may carry the bare word (``day``, ``week``, ``month``,
``hour``, ``minute``), but no due date is computed from one. ``Meanings`` turns the word into a unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from charterclock.errors import DurationError, nearest

__all__ = ["BARE", "UNITS", "Annual", "Duration", "duration"]

SECOND: Final = 1_000_000
#: microseconds in one unit of elapsed or opening time
TIME_UNITS: Final[Mapping[str, int]] = {
    "clock second": SECOND,
    "clock minute": 60 * SECOND,
    "clock hour": 3600 * SECOND,
    "working minute": 60 * SECOND,
    "working hour": 3600 * SECOND,
}
#: months in one unit that goes by the corresponding date
MONTH_UNITS: Final[Mapping[str, int]] = {
    "calendar month": 1,
    "calendar quarter": 3,
    "calendar year": 12,
    "working month": 1,
}
DAY_UNITS: Final = ("calendar day", "calendar week", "working day", "working week", "statutory day")
NEXT_WORKING_DAY: Final = "next working day"

#: every unit that a due date can be computed from
UNITS: Final[tuple[str, ...]] = (*TIME_UNITS, *DAY_UNITS, *MONTH_UNITS, NEXT_WORKING_DAY)

#: words that need a meaning, with the units that each can mean
BARE: Final[Mapping[str, tuple[str, ...]]] = {
    "minute": ("clock minute", "working minute"),
    "hour": ("clock hour", "working hour"),
    "day": ("calendar day", "working day", "statutory day"),
    "week": ("calendar week", "working week"),
    "month": ("calendar month", "working month"),
}
#: words whose meaning is never in doubt
_OWN_MEANING: Final = {"second": "clock second", "quarter": "calendar quarter", "year": "calendar year"}

_LARGEST_AMOUNT: Final = 1_000_000_000


NUMBER: Final = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,3}|/\d{1,40})?", re.IGNORECASE)


def exact_number(value: Any) -> Fraction | None:
    """A finite number, exactly, from a number or its text; ``None`` if it is none. ``1.10`` is 11/10.

    Texts of more than 40 digits or three digits of exponent are none: they would take all memory.
    """
    if isinstance(value, Fraction):
        return value
    text = str(value).strip()
    if isinstance(value, bool) or not NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None


def _exact(amount: int | float | str | Decimal | Fraction) -> int | Fraction:
    value = exact_number(amount)
    if value is None:
        raise DurationError("CC301", f"the amount of a duration must be a number, found {str(amount)[:60]!r}")
    return value.numerator if value.denominator == 1 else value


@dataclass(frozen=True, slots=True, order=False, repr=False)
class Duration:
    """An amount of one unit, such as two working days.

    Two durations are equal when amount and unit are; seven calendar days are not one calendar week here, since
    a reckoning may treat them apart.

    Args:
        amount: not negative; whole, but for seconds, minutes, hours, and where it comes out in whole months
            (half a year). ``next working day`` has no amount: leave it out.
        unit: one of ``UNITS``, or a bare word of ``BARE`` that is still to be given a meaning.

    Raises:
        DurationError: CC301 the amount, CC302 the unit, CC303 a fraction that the unit does not take.

    Example:
        >>> Duration(2, "working day")
        Duration(2, 'working day')
        >>> str(Duration(1, "clock hour"))
        '1 clock hour'
    """

    amount: int | Fraction
    unit: str

    def __init__(self, amount: int | float | str | Decimal | Fraction = 1, unit: str = "") -> None:
        unit = _OWN_MEANING.get(unit, unit)
        if unit not in UNITS and unit not in BARE:
            hint = nearest(unit, [*UNITS, *BARE]) or "one of " + ", ".join([*UNITS, *BARE])
            raise DurationError("CC302", f"unknown unit of time {unit!r}", hint)
        exact = _exact(amount)
        if exact < 0:
            raise DurationError("CC301", f"the amount of a duration must not be negative, found {amount}")
        if exact > _LARGEST_AMOUNT:
            raise DurationError("CC301", f"the amount of a duration is at most {_LARGEST_AMOUNT}, found {amount}")
        if unit == NEXT_WORKING_DAY and exact != 1:
            raise DurationError("CC301", f"'next working day' takes no amount, found {amount}")
        if not isinstance(exact, int) and not _takes_fraction(exact, unit):
            raise DurationError(
                "CC303", f"a fraction of a {unit} cannot be counted: {amount}", "write it in a smaller unit"
            )
        object.__setattr__(self, "amount", exact)
        object.__setattr__(self, "unit", unit)

    @property
    def is_bare(self) -> bool:
        """Whether the unit is a word that still needs a meaning."""
        return self.unit in BARE

    @property
    def microseconds(self) -> int:
        """The length of a duration in clock or working seconds, minutes, hours, in microseconds."""
        return int(self.amount * TIME_UNITS[self.unit])

    @property
    def months(self) -> int:
        """The length of a duration that goes by the corresponding date, in calendar months."""
        return int(self.amount * MONTH_UNITS[self.unit])

    def format(self, language: str = "en") -> str:
        """The duration as people write it, in ``ms``, ``id`` or ``en``; reading it back gives the same value.

        Example:
            >>> Duration(3, "working day").format("ms")
            '3 hari bekerja'
        """
        from charterclock.language import format_duration

        return format_duration(self, language)

    def __str__(self) -> str:
        if self.unit == NEXT_WORKING_DAY:
            return self.unit
        return f"{self.amount} {self.unit}" + ("" if self.amount == 1 else "s")

    def __repr__(self) -> str:
        if self.unit == NEXT_WORKING_DAY:
            return f"Duration(unit={self.unit!r})"
        amount = self.amount if isinstance(self.amount, int) else str(self.amount)
        return f"Duration({amount!r}, {self.unit!r})"

    def __copy__(self) -> Duration:
        return self

    def __reduce__(self) -> tuple[type[Duration], tuple[int | Fraction, str]]:
        return Duration, (self.amount, self.unit)


def check_bound(value: Duration, bound: str) -> None:
    """Refuses a bound that the unit does not take: rule 7.

    Raises:
        DurationError: CC309.
    """
    if bound == "after" and (value.unit in TIME_UNITS or value.unit == NEXT_WORKING_DAY):
        raise DurationError("CC309", f"'after' counts days, weeks or months, found '{value}'")
    if bound == "before" and value.unit == NEXT_WORKING_DAY:
        raise DurationError("CC309", "'next working day' cannot be counted back from an event")


def _takes_fraction(amount: Fraction, unit: str) -> bool:
    if unit in TIME_UNITS:
        return (amount * TIME_UNITS[unit]).denominator == 1
    if unit in ("hour", "minute"):
        return (amount * TIME_UNITS[f"clock {unit}"]).denominator == 1
    if unit in MONTH_UNITS:
        return (amount * MONTH_UNITS[unit]).denominator == 1
    return False


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Annual:
    """A date each year, such as 31 May: that day is the last one (rule 11)."""

    month: int
    day: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.day <= _LONGEST[self.month - 1]):
            raise DurationError("CC310", f"not a date of every year: {self}", "such as 31 May; few years have 29 Feb")

    @classmethod
    def read(cls, text: str | Annual) -> Annual:
        """A date of every year from ``31 May``, ``31 Mei`` or ``05-31``.

        Raises:
            DurationError: CC310, not a date of every year.
        """
        if isinstance(text, Annual):
            return text
        if not isinstance(text, str):
            raise DurationError("CC310", f"not a date of every year: {text!r}", "write 31 May")
        numbers = re.fullmatch(r"\s*([0-9]{1,2})-([0-9]{1,2})\s*", text)
        if numbers is not None:
            return cls(int(numbers[1]), int(numbers[2]))
        from charterclock.language import read_annual

        return read_annual(text)

    def __str__(self) -> str:
        name = _MONTHS[self.month - 1].capitalize() if 1 <= self.month <= 12 else str(self.month)
        return f"{self.day} {name}"


def duration(phrase: str | Duration, language: str | None = None) -> Duration:
    """Reads a duration as charters print it.

    Args:
        phrase: in Malay, Indonesian or English: ``dua (2) minggu``, ``30 (tiga puluh) menit``, ``2x24 jam``,
            ``3 working days``. Number word and numeral must agree.
        language: ``ms``, ``id`` or ``en`` to allow only the words of one; otherwise all three are tried.

    Raises:
        DurationError: CC306 cannot be read, CC307 number and word disagree, CC308 can be read in two ways.

    Example:
        >>> duration("tidak melebihi tujuh (7) hari bekerja")
        Duration(7, 'working day')
    """
    if isinstance(phrase, Duration):
        return phrase
    if not isinstance(phrase, str):
        raise DurationError("CC306", f"not a duration: {phrase!r}", "write 3 working days")
    from charterclock.language import read_duration

    return read_duration(phrase, language)
