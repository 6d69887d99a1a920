"""The sentences of differences, one table for all languages: a speaker can correct them without reading code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["NONE", "TEXTS", "WORDS"]

NONE: Final[Mapping[str, str]] = {"en": "none", "ms": "tiada", "id": "tidak ada"}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"tighter": "tighter", "looser": "looser", "changed": "changed", "appeared": "new", "vanished": "gone"},
    "ms": {
        "tighter": "lebih ketat", "looser": "lebih longgar", "changed": "berubah", "appeared": "baharu",
        "vanished": "digugurkan",
    },
    "id": {
        "tighter": "lebih ketat", "looser": "lebih longgar", "changed": "berubah", "appeared": "baru",
        "vanished": "dihapus",
    },
}  # fmt: skip

TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"en": "{old}, now {new}", "ms": "{old}, kini {new}", "id": "{old}, kini {new}"},
    "apart": {
        "en": "{old}, now {new}; not compared, since units or bounds differ",
        "ms": "{old}, kini {new}; tidak dibandingkan kerana unit atau batas berbeza",
        "id": "{old}, kini {new}; tidak dibandingkan karena satuan atau batas berbeda",
    },
    "written": {
        "en": "{old}, now {new}; the time is the same",
        "ms": "{old}, kini {new}; tempohnya sama",
        "id": "{old}, kini {new}; waktunya sama",
    },
    "content": {
        "en": "{new} has other days or hours (charterclock calendar diff says which)",
        "ms": "{new} mempunyai hari atau waktu lain (charterclock calendar diff menyatakan yang mana)",
        "id": "{new} memuat hari atau jam lain (charterclock calendar diff menyebutkan yang mana)",
    },
    "order": {"en": "in another order", "ms": "dalam susunan lain", "id": "dalam urutan lain"},
    "appeared": {"en": "{new}", "ms": "{new}", "id": "{new}"},
    "vanished": {"en": "{old}", "ms": "{old}", "id": "{old}"},
}
