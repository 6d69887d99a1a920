"""States and provinces with data of their own: their codes, their names, and which one somebody means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from charterclock.calendars.data import load
from charterclock.errors import CalendarError

__all__ = ["OWN", "codes", "country_data", "unknown_calendar"]

#: countries with data of their own, by the name of the data file
OWN: Final = {"MY": "malaysia", "ID": "indonesia"}
#: what is no part of a name
_TITLES: Final = frozenset({
    "wilayah", "persekutuan", "federal", "territory", "daerah", "istimewa", "special", "region", "of", "negeri",
    "state", "the", "province", "provinsi", "propinsi", "dki", "di",
})  # fmt: skip
#: words and short names that people use, and the words of the data
_WORDS: Final[Mapping[str, str]] = {
    "penang": "pulau pinang", "malacca": "melaka", "johore": "johor", "kl": "kuala lumpur", "n9": "sembilan",
    "sumatra": "sumatera", "java": "jawa", "celebes": "sulawesi", "borneo": "kalimantan", "moluccas": "maluku",
    "jogja": "yogyakarta", "jogjakarta": "yogyakarta", "islands": "kepulauan", "north": "utara", "south": "selatan",
    "east": "timur", "west": "barat", "central": "tengah", "southeast": "tenggara", "southwest": "barat daya",
    "highland": "pegunungan", "sumut": "sumatera utara", "sumbar": "sumatera barat", "sumsel": "sumatera selatan",
    "kepri": "kepulauan riau", "babel": "kepulauan bangka belitung", "jabar": "jawa barat", "jateng": "jawa tengah",
    "jatim": "jawa timur", "diy": "yogyakarta", "ntb": "nusa tenggara barat", "ntt": "nusa tenggara timur",
    "kalbar": "kalimantan barat", "kalteng": "kalimantan tengah", "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur", "kaltara": "kalimantan utara", "sulut": "sulawesi utara",
    "sulteng": "sulawesi tengah", "sulsel": "sulawesi selatan", "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat", "malut": "maluku utara",
}  # fmt: skip
_ANY: Final = "a code such as MY-07 or ID-JK, or a calendar file ending in .yaml"
_LONGEST: Final = 100


@lru_cache(maxsize=4)
def country_data(country: str) -> Mapping[str, Any]:
    """The data of a country of ``OWN``."""
    return load(OWN[country])


def codes(country: str) -> tuple[str, ...]:
    """The codes of a country's states or provinces, in order; empty for other countries."""
    return tuple(f"{country}-{part}" for part in country_data(country)["subdivisions"]) if country in OWN else ()


def unknown_calendar(code: str) -> CalendarError:
    """The error for a code that names no calendar; its hint is the code that was probably meant.

    Example:
        >>> print(unknown_calendar("Penang"))
        CC405 unknown calendar 'Penang' (did you mean 'MY-07', Pulau Pinang?)
    """
    shown = code if len(code) <= _LONGEST else code[: _LONGEST - 3] + "..."
    return CalendarError("CC405", f"unknown calendar {shown!r}", _meant(code) or _ANY)


def _meant(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    written = _as_code(text)
    names = {f"{country}-{part}": place["name"] for country in OWN
             for part, place in country_data(country)["subdivisions"].items()}  # fmt: skip
    if written in names:
        return _said(written, names)
    wanted, known = _key(text), {_key(name): code for code, name in names.items()}
    known |= {"malaysia": "MY", "indonesia": "ID"}
    # a short text is near too many names
    close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75 if len(wanted) > 3 else 1) if wanted else []
    if close:
        return _said(known[close[0]], names)
    country = written[:2]
    if written[2:3] == "-" and country in OWN:
        return "one of " + ", ".join(codes(country))  # of two letters, one that differs says nothing
    return _of_the_package(written)


def _said(code: str, names: Mapping[str, str]) -> str:
    return f"did you mean '{code}', {names[code]}?" if code in names else f"did you mean '{code}'?"


def _as_code(text: str) -> str:
    """A code as it is written here: ``my 7`` is ``MY-07``."""
    joined = re.sub(r"[\s_/.-]+", "-", text.strip().upper())
    found = re.fullmatch(r"([A-Z]{2})-?(\d)", joined)
    if found:
        return f"{found[1]}-0{found[2]}"
    return re.sub(r"^([A-Z]{2})(\d\d)$", r"\1-\2", joined)


def _key(name: str) -> str:
    """A name by which two spellings are the same: West Sumatra is Sumatera Barat."""
    words = re.findall(r"[^\W_]+", name.casefold())
    known = " ".join(_WORDS.get(word, word) for word in words if word not in _TITLES)
    return " ".join(sorted(known.split()))


def _of_the_package(code: str) -> str | None:
    """A country of the ``holidays`` package, or a state of one, that is only written otherwise."""
    import holidays

    supported = holidays.list_supported_countries()
    country, _, state = code.partition("-")
    if country not in supported or (state and state not in supported[country]):
        return None
    return f"did you mean '{code}'?"
