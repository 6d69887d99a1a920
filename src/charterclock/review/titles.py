"""What each code of a charter file is about, in a few words; ``docs/errors.md`` and ``docs/lint.md`` say the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["TITLES", "page_of"]

_PAGES: Final = "https://charterclock.readthedocs.io/en/latest"

TITLES: Final[Mapping[str, str]] = {
    "CC101": "The file cannot be read",
    "CC102": "The file is not UTF-8",
    "CC103": "The file is too large",
    "CC104": "The file is nested too deep",
    "CC105": "The file is not YAML",
    "CC106": "Anchors and aliases are not used",
    "CC107": "Tags are not used",
    "CC108": "A key is there twice",
    "CC109": "A key is no text",
    "CC110": "A second document begins",
    "CC111": "Merge keys are not used",
    "CC112": "The file is empty",
    "CC113": "There are more problems",
    "CC201": "Unknown key",
    "CC202": "A key is missing",
    "CC203": "Unknown kind",
    "CC204": "A value does not fit",
    "CC206": "The pledge belongs to no charter",
    "CC207": "Two pledges of one name at one time",
    "CC208": "The file is no mapping",
    "CC209": "more problems than are shown",
    "CC211": "The file is a calendar",
    "CC212": "A charter that no file can hold",
    "CC213": "A place of a file that cannot be changed",
    "CC301": "The amount of a duration",
    "CC302": "Unknown unit",
    "CC303": "A fraction that cannot be counted",
    "CC304": "A word cannot have that meaning",
    "CC305": "A bare word has no meaning yet",
    "CC306": "The phrase is no duration",
    "CC307": "Number and word disagree",
    "CC308": "The phrase can be read in two ways",
    "CC309": "The bound does not take that unit",
    "CC310": "Not a date of every year",
    "CC400": "Unknown key of a calendar",
    "CC401": "Opening hours",
    "CC402": "Not a weekday",
    "CC403": "Hours given twice",
    "CC404": "Kind, status or joint leave",
    "CC405": "Unknown calendar",
    "CC406": "The zone",
    "CC407": "A date, a range or an item of a calendar",
    "CC408": "How to roll, where to land",
    "CC409": "No weekly holiday",
    "CC410": "Beyond what the calendar knows",
    "CC411": "Which dates of a calendar",
    "CC412": "Two calendars that cannot be combined",
    "CC413": "A calendar that rests on itself",
    "CC414": "The file is a charter",
    "CC415": "A list of dates",
    "CC501": "A value of a reckoning",
    "CC502": "Unknown preset",
    "CC503": "Unknown field of a reckoning",
    "CC504": "Unknown bound",
    "CC506": "No explanations in that language",
    "CC901": "Tiers that overlap",
    "CC902": "Tiers that leave a gap",
    "CC903": "A tier that can never apply",
    "CC904": "The larger job has the shorter time",
    "CC905": "Printed sizes that overlap, or leave a gap",
    "CC906": "More tiers than are compared",
    "CC911": "Days of which nobody says which",
    "CC912": "A working month",
    "CC913": "One promise in two units",
    "CC914": "A floor",
    "CC915": "An uptime of 100%",
    "CC916": "A frequency that says two things",
    "CC917": "A level that every result reaches, or none",
    "CC921": "Number and word disagree in the sentence",
    "CC922": "The sentence prints another number",
    "CC923": "More than the whole",
    "CC924": "Words that cannot be measured",
    "CC925": "A verb without an end",
    "CC926": "A sentence without a start",
    "CC927": "A number of the sentence that no key says",
    "CC928": "A title in a language that no report is in",
    "CC931": "An event that nobody records",
    "CC932": "A stop before the start",
    "CC933": "Names that differ by a letter",
    "CC934": "Days on which no revision is valid",
}  # fmt: skip


def page_of(code: str) -> str:
    """The address of the page that explains a code.

    Example:
        >>> page_of("CC201")
        'https://charterclock.readthedocs.io/en/latest/errors/#cc201-unknown-key'
    """
    words = f"{code} {TITLES.get(code, '')}".lower().split()
    anchor = "".join(char for char in "-".join(words) if char.isalnum() or char in "-_")
    return f"{_PAGES}/{'lint' if code.startswith('CC9') else 'errors'}/#{anchor}"
