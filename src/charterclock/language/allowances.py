"""What the customer is allowed: how often, how much time, and what becomes of a payment that does not come."""

from __future__ import annotations

from typing import Final

from charterclock.language.measures import Measure
from charterclock.language.pool import Pool

__all__ = ["caps_customer", "is_allowed_time", "is_lapse"]

_ONLY: Final = frozenset({"hanya", "cuma", "only"})
#: whom a cap at the beginning of a sentence does not make a customer: petugas hanya dapat melayani 3 kali seminggu
_STAFF: Final = frozenset({"petugas", "pegawai", "kakitangan", "staf", "staff", "officers", "officer", "kami", "we"})
#: who or what a condition is about, and how far after it the word may stand that denies it
_DEBTORS: Final = ("customer", "price", "payment")
_DEBTOR_REACH: Final = 3
_DENIAL_REACH: Final = 4
_BOUND: Final = ("within", "at_most", "under")
#: what a customer does not get is no duty of the customer
_GETS: Final = ("menerima", "mendapat", "memperoleh", "dapat", "receive", "received", "get", "hear")


def caps_customer(pool: Pool, count: Measure) -> bool:
    """Whether so many times are a permission: ``dapat diperpanjang 2 kali``, ``hanya boleh memohon sekali setahun``.

    What an office can do so often has no word for a cap or a renewal: ``dapat dilaksanakan 2 kali``.
    """
    tokens, first = pool.sentence.tokens, pool.sentence.first
    if tokens[first].text.casefold() in _STAFF:
        return False
    for place in range(first, count.left):
        if tokens[place].part != "c" or tokens[place].name != "can":
            continue
        beside = tokens[max(first, place - 1) : place + 2]
        if any(token.text.casefold() in _ONLY for token in beside):
            return True
        if any(token.name == "renewed" for token in tokens[place + 1 : count.left]):
            return True
    return False


def is_allowed_time(pool: Pool, time: Measure) -> bool:
    """``Pemohon diberi waktu 3 hari untuk melengkapi berkas``: a time that the customer is given."""
    tokens, first = pool.sentence.tokens, pool.sentence.first
    if time.comparison not in ("bare", *_BOUND) or time.left == first or tokens[time.left - 1].name != "given time":
        return False
    return any(token.name == "customer" for token in tokens[first : time.left])


def is_lapse(pool: Pool, time: Measure) -> bool:
    """Whether a customer does nothing in time: ``jika pembayaran tidak dilakukan dalam 14 hari, izin dibatalkan``."""
    tokens, parts = pool.sentence.tokens, pool.sentence.parts
    if time.comparison not in (*_BOUND, "over") or "remedy" in pool.cues:
        return False
    for start in range(pool.sentence.first, time.left):
        if parts[start] != "x":
            continue
        near = range(start + 1, min(time.left, start + 1 + _DEBTOR_REACH))
        who = next((place for place in near if tokens[place].part == "c" and tokens[place].name in _DEBTORS), None)
        if who is None:
            continue
        near = range(who + 1, min(time.left, who + 1 + _DENIAL_REACH))
        denied = next((place for place in near if tokens[place].name in ("not", "fails")), None)
        if denied is None or "," in parts[denied : time.left]:
            continue  # the condition ends before the time: if you have no appointment, within 30 minutes
        verb = tokens[denied + 1].text.casefold() if denied + 1 < time.left else ""
        is_done = tokens[who].name == "customer" and verb.startswith("di") and len(verb) > 4
        if not is_done and (tokens[who].name != "customer" or verb not in _GETS):
            return True
    return False
