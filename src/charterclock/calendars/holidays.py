"""Days off: what they are called, who has them, and how sure they are.

The source is the ``holidays`` package, read once for a country, a state and a range of years; official corrections
of our own go on top of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from charterclock.errors import CalendarError, nearest

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["KINDS", "STATUSES", "Holiday", "as_known", "package_holidays"]

#: public: in a list of public holidays, without saying whose
KINDS: Final = (
    "public", "federal", "state", "replacement", "occasional", "civil_service_only", "joint_leave",
)  # fmt: skip
STATUSES: Final = ("gazetted", "announced", "estimated")
_WORDS: Final = "estimated|anggaran|perkiraan"
_ESTIMATED: Final = re.compile(rf"(?:\s*\((?:{_WORDS})\)|, (?:{_WORDS})(\)))$")
_NOT_PUBLIC: Final = frozenset({"joint_leave", "civil_service_only"})


@dataclass(frozen=True, slots=True, repr=False)
class Holiday:
    """A day off with its names and its standing.

    Args:
        date: the local date.
        names: a name for each language (``ms``, ``id``, ``en``), or one name.
        kind: one of ``KINDS``. Joint leave (R-ID-4) and days of the civil service only are no public holidays.
        status: ``gazetted`` (or decreed), ``announced`` (or listed, reported), ``estimated`` (a moon sighting to come).
        known: the date on which it became known; ``None`` is the first day of the year before.
        source: where that is said.

    Raises:
        CalendarError: CC404, an unknown kind or status.
    """

    date: dt.date
    names: tuple[tuple[str, str], ...]
    kind: str = "public"
    status: str = "announced"
    known: dt.date | None = None
    source: str = field(default="", compare=False)

    def __init__(
        self,
        date: dt.date,
        names: Mapping[str, str] | str | tuple[tuple[str, str], ...] = "",
        kind: str = "public",
        status: str = "announced",
        known: dt.date | None = None,
        source: str = "",
    ) -> None:
        for value, allowed in ((kind, KINDS), (status, STATUSES)):
            if value not in allowed:
                raise CalendarError(
                    "CC404", f"unknown {'kind' if allowed is KINDS else 'status'} of a day off: {value!r}",
                    nearest(value, allowed) or "one of " + ", ".join(allowed),
                )  # fmt: skip
        pairs = ((("", names),) if names else ()) if isinstance(names, str) else tuple(sorted(dict(names).items()))
        fields: tuple[tuple[str, object], ...] = (
            ("date", date), ("names", pairs), ("kind", kind), ("status", status), ("known", known), ("source", source),
        )  # fmt: skip
        for name, content in fields:
            object.__setattr__(self, name, content)

    @property
    def is_public(self) -> bool:
        """Whether it is a public holiday: any kind but joint leave and days of the civil service only."""
        return self.kind not in _NOT_PUBLIC

    @property
    def is_estimated(self) -> bool:
        """Whether its date still depends on a moon sighting or a list to come."""
        return self.status == "estimated"

    def name(self, language: str = "en") -> str:
        """Its name in a language, else in English, else the first one it has."""
        names = dict(self.names)
        return names.get(language) or names.get("en") or next(iter(names.values()), "")

    def __repr__(self) -> str:
        names = dict(self.names)
        shown: object = names.get("", names) if set(names) <= {""} else names
        extra = "".join(
            f", {key}={value!r}"
            for key, value, default in (
                ("kind", self.kind, "public"), ("status", self.status, "announced"),
                ("known", self.known, None), ("source", self.source, ""),
            )
            if value != default
        )  # fmt: skip
        return f"Holiday({self.date!r}, {shown or ''!r}{extra})"

    def __reduce__(self) -> tuple[type[Holiday], tuple[object, ...]]:
        return Holiday, (self.date, self.names, self.kind, self.status, self.known, self.source)


def as_known(holiday: Holiday, as_of: dt.date) -> Holiday:
    """A day off as it stood on a date: a year's list becomes known on the first day of the year before."""
    if holiday.known is not None or dt.date(holiday.date.year - 1, 1, 1) <= as_of:
        return holiday
    return Holiday(holiday.date, holiday.names, holiday.kind, "estimated", None, holiday.source)


#: our language for each language of the package, by country: never the machine's locale
_LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "MY": {"en": "en_US", "ms": "ms_MY"},
    "ID": {"en": "en_US", "id": "id"},
}


@lru_cache(maxsize=128)
def package_holidays(
    country: str, subdivision: str | None, first_year: int, last_year: int
) -> tuple[tuple[Holiday, ...], str]:
    """The days off that the ``holidays`` package has for a country, and the package's name and version.

    Args:
        country: ISO 3166-1 alpha-2 code.
        subdivision: the package's own code of a state, or ``None``.
        first_year: included.
        last_year: included.

    Raises:
        CalendarError: CC405, a country or state that the package does not know.
    """
    import holidays

    supported = holidays.list_supported_countries()
    if country not in supported:
        raise CalendarError("CC405", f"no days off are known for country {country!r}", nearest(country, supported))
    if subdivision is not None and subdivision not in supported[country]:
        raise CalendarError(
            "CC405", f"no days off are known for {country}-{subdivision}", nearest(subdivision, supported[country])
        )
    entity: Any = holidays.country_holidays(country)
    source = f"holidays {version('holidays')}"
    years = range(first_year, last_year + 1)
    named: dict[str, HolidayBase] = {
        ours: holidays.country_holidays(country, subdiv=subdivision, years=years, language=theirs)
        for ours, theirs in _LANGUAGES.get(country, {"en": _english(entity)}).items()
    }
    national = holidays.country_holidays(country, years=years, language=_english(entity)) if subdivision else None
    found = [
        Holiday(day, _said(names), _kind(names["en"], day, national), _status(names["en"]), source=source)
        for day, names in _each_name(named)
    ]
    if "government" in entity.supported_categories and country == "ID":
        leave = {
            ours: holidays.country_holidays(country, years=years, categories=("government",), language=theirs)
            for ours, theirs in _LANGUAGES[country].items()
        }
        found += [
            Holiday(day, _said(names), "joint_leave", _status(names["en"]), source=source)
            for day, names in _each_name(leave)
        ]
    return tuple(sorted(found, key=lambda holiday: (holiday.date, not holiday.is_public))), source


def _english(entity: Any) -> str | None:
    """The package's code for English, or its default language where it has none."""
    found: str | None = next(
        (code for code in entity.supported_languages or () if code.startswith("en")), entity.default_language
    )
    return found


def _each_name(named: Mapping[str, HolidayBase]) -> Iterator[tuple[dt.date, dict[str, str]]]:
    """Each date with each of its names, in every language.

    The package joins the names of one date by semicolons, sorted in each language by itself: so what a name is in
    another language is learnt from the dates that have one name alone.
    """
    english = named["en"]
    learnt = {
        (language, english[day]): calendar[day]
        for language, calendar in named.items()
        for day in english
        if "; " not in english[day] and day in calendar
    }
    for day in sorted(english):
        for name in english[day].split("; "):
            known = {language: learnt[language, name] for language in named if (language, name) in learnt}
            yield day, known | {"en": name}


def _said(names: Mapping[str, str]) -> dict[str, str]:
    """Names without the word for estimated, which the status tells."""
    return {language: _ESTIMATED.sub(lambda found: found[1] or "", name) for language, name in names.items()}


def _status(english: str) -> str:
    return "estimated" if "estimated" in english else "announced"


def _kind(english: str, day: dt.date, national: HolidayBase | None) -> str:
    if "(observed" in english or "in lieu" in english:
        return "replacement"
    if national is None:
        return "public"
    return "federal" if english in str(national.get(day, "")).split("; ") else "state"
