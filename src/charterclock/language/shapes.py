"""The shapes of durations: patterns over the parts of a text, one letter a token (see ``tokens.py``)."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["AMOUNT", "DURATION", "DURATION_PARTS", "NUMBER", "NUMERAL", "QUANTITY", "RANGE"]

#: the parts that a duration can be made of, or refused for by name
DURATION_PARTS: Final = frozenset("DWAFHPUNXK()/-BLRr")

# dua (2); 2 (dua); (2) dua; (2); 2; dua
NUMBER: Final = r"(?:\(D\)W|[WD]?\([WD]\)|[WD])"
# 2 x 24; satu setengah; 1 1/2; half an; a
AMOUNT: Final = (
    rf"(?P<amount>(?P<number>{NUMBER})(?:[XK](?P<times>{NUMBER})|(?P<added>[HP]))?"
    r"|(?P<whole>D)?(?P<above>D)/(?P<below>D)"
    r"|A?(?P<fraction>[FH])A?"
    r"|(?P<article>A))"
)
#: an amount with its unit; ``sehari (1) hari bekerja`` says the number ``again`` and the unit at ``longer``, and
#: ``sejam setengah`` adds to it ``later``
QUANTITY: Final = rf"{AMOUNT}(?P<unit>U)(?P<later>H(?!U))?(?P<again>\([WD]\))?(?:\((?P<bracketed>U)\)|(?P<longer>U))?"

#: one duration and nothing else
DURATION: Final = re.compile(rf"B*(?:(?P<next>N)|{QUANTITY})")
#: two ends, of which the first may leave its unit to the second
RANGE: Final = re.compile(rf"(?P<near>{NUMBER}U?)[Rr-](?P<far>{NUMBER}U)")
#: digits, with one point or comma at most
NUMERAL: Final = re.compile(r"(?P<whole>[0-9]+)(?:(?P<sign>[.,])(?P<rest>[0-9]+))?")
