"""The shapes of durations: patterns over the parts of a text, one letter a token (see ``tokens.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from charterclock.language.tokens import Token

__all__ = ["DURATION", "NUMERAL", "QUANTITY", "RANGE", "parts_of"]

# dua (2); 2 (dua); (2); 2; dua
_NUMBER: Final = r"(?:[WD]?\([WD]\)|[WD])"
# 2 x 24; satu setengah; 1 1/2; half an; a
_AMOUNT: Final = (
    rf"(?P<number>{_NUMBER})(?:X(?P<times>{_NUMBER})|(?P<added>[HP]))?"
    r"|(?P<whole>D)?(?P<above>D)/(?P<below>D)"
    r"|A?(?P<fraction>[FH])A?"
    r"|(?P<article>A)"
)

#: one duration and nothing else; ``sehari (1) hari bekerja`` says the number ``again`` and the unit at ``longer``
DURATION: Final = re.compile(
    rf"B*(?:(?P<next>N)|(?P<amount>{_AMOUNT})(?P<unit>U)(?P<again>\([WD]\))?(?:\((?P<bracketed>U)\)|(?P<longer>U))?)"
)
#: an amount with its unit, among other things
QUANTITY: Final = re.compile(rf"(?:{_AMOUNT})U")
#: two ends, of which the first may leave its unit to the second
RANGE: Final = re.compile(rf"(?P<near>{_NUMBER}U?)[R-](?P<far>{_NUMBER}U)")
#: digits, with one point or comma at most
NUMERAL: Final = re.compile(r"(?P<whole>[0-9]+)(?:(?P<sign>[.,])(?P<rest>[0-9]+))?")


def parts_of(tokens: Iterable[Token]) -> str:
    """The letters of the parts, to match the patterns with: position for position the tokens."""
    return "".join(token.part for token in tokens)
