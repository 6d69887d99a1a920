"""Who is bound: times that the customer must keep, not the office."""

from __future__ import annotations

import re
from typing import Final

from charterclock.language.allowances import is_allowed_time, is_lapse
from charterclock.language.measures import Measure
from charterclock.language.pool import Pool
from charterclock.language.words import TABLES

__all__ = ["binds_customer"]

#: the customer and a word for duty, near each other, or with the sentence beginning with the customer
_CUSTOMER: Final = re.compile(r"c[?wf]?[?wf]?c")
_SUBJECT: Final = re.compile(r"[?A]?c[?crwS/()A-Z]{0,12}c")
#: what a customer hands in, and the words that say that it is handed in
_FILING: Final = re.compile(r"c[?cSAfwO/(),o]{0,8}c")
_FILINGS: Final = ("filing", "lodging", "claim")
#: the application that is meant is told by such a word: keberatan yang diajukan ditanggapi dalam 30 hari
_RELATIVE: Final = ("yang", "which", "that")
#: what the office does with it
_ANSWERS: Final = ("dijawab", "ditanggapi", "diproses", "diselesaikan", "diputus", "diputuskan", "ditindaklanjuti")
#: how many words may stand between duty and verb: must first be submitted
_VERB_REACH: Final = 3
_ENGLISH: Final = frozenset(TABLES["en"].cues["customer"]) - {"you"}
_BOUND: Final = ("within", "at_most", "before", "under")
#: what takes minutes is done at the counter: pelanggan membuat bayaran dalam 5 minit
_AT_THE_COUNTER: Final = ("second", "clock second", "minute", "clock minute")
#: what a customer does
_DOES: Final = ("does", "filed by the customer")


def binds_customer(pool: Pool, time: Measure) -> bool:
    """Whether a time binds the customer: ``users can make a claim within``, ``an appeal must be lodged within``."""
    if time.comparison == "after" or time.what == "moment":
        return False
    if _names_customer(pool, time) or _is_filed(pool, time) or _is_lodged(pool, time):
        return True
    return is_allowed_time(pool, time) or is_lapse(pool, time)


def _names_customer(pool: Pool, time: Measure) -> bool:
    tokens, first = pool.sentence.tokens, pool.sentence.first
    for match in _CUSTOMER.finditer(pool.sentence.parts, first, time.left):
        who, how = tokens[match.start()].name, tokens[match.end() - 1].name
        if who != "customer" or _is_done_to(pool, match.end()) or _is_compound(pool, match.start()):
            continue
        if how == "must" or (how == "can" and set(_FILINGS) & pool.cues):
            return True
        does = how in _DOES or (how == "can" and tokens[match.end()].name in _DOES)
        before = time.right < pool.sentence.end and tokens[time.right].name == "before"
        if does and time.unit not in _AT_THE_COUNTER and (time.comparison in _BOUND or before):
            return True
    subject = _SUBJECT.match(pool.sentence.parts, first, time.left)
    if subject is None or "customer" not in (tokens[first].name, tokens[first + 1].name):
        return False
    if _is_compound(pool, first + (tokens[first].name != "customer")):
        return False
    duty = next((place for place in range(first + 1, time.left) if tokens[place].name == "must"), None)
    return duty is not None and duty < subject.end() and not _is_done_to(pool, duty + 1)


def _is_compound(pool: Pool, place: int) -> bool:
    """Whether an English word for one customer only says what the next word is: ``the customer care desk shall``."""
    word, following = pool.sentence.tokens[place].text.casefold(), pool.sentence.tokens[place + 1]
    if word not in _ENGLISH or word.endswith("s"):
        return False
    return following.part == "?" or (following.part == "c" and following.name not in ("must", "can", "does"))


def _is_filed(pool: Pool, time: Measure) -> bool:
    """Whether what a customer hands in must be handed in: ``permohonan hendaklah dikemukakan``."""
    tokens = pool.sentence.tokens
    for place in range(pool.sentence.first, time.left):
        if tokens[place].part != "c" or tokens[place].name not in _FILINGS:
            continue
        duty = _next(pool, place, time.left, "must")
        verb = _next(pool, duty if duty is not None else place, time.left, "filed")
        alone = _next(pool, place, time.left, "filed by the customer")
        if duty is not None and verb is not None and verb - duty <= _VERB_REACH:
            return True
        if alone is not None and time.comparison in _BOUND and not _is_answered(pool, alone, time):
            return True
    return False


def _is_answered(pool: Pool, filed: int, time: Measure) -> bool:
    """Whether the time is for what becomes of it: ``keberatan yang diajukan``, ``diajukan dan dijawab dalam``."""
    tokens = pool.sentence.tokens
    if tokens[filed - 1].text.casefold() in _RELATIVE:
        return True
    return any(token.text.casefold() in _ANSWERS for token in tokens[filed + 1 : time.left])


def _is_lodged(pool: Pool, time: Measure) -> bool:
    """Whether an appeal is lodged by then: ``pengajuan banding dilakukan dalam 14 hari``; not what is done with it."""
    tokens = pool.sentence.tokens
    if time.comparison not in _BOUND:
        return False
    for place in range(pool.sentence.first, time.left - 1):
        if (tokens[place].name, tokens[place + 1].name) != ("lodging", "claim"):
            continue
        if all(token.name in ("filed", "filed by the customer") for token in tokens[place + 2 : time.left]):
            return True
    return False


def _next(pool: Pool, first: int, end: int, name: str) -> int | None:
    """The next word of a sort, where only words that belong together stand between."""
    match = _FILING.match(pool.sentence.parts, first, end)
    last = match.end() if match else first
    return next((place for place in range(first + 1, last) if pool.sentence.tokens[place].name == name), None)


def _is_done_to(pool: Pool, place: int) -> bool:
    """Whether something is done to the customer, or need not be done: ``hendaklah dimaklumkan``, ``shall be told``."""
    tokens = pool.sentence.tokens
    word = tokens[place].text.casefold() if place < pool.sentence.end else ""
    denied = any(token.name == "not" for token in tokens[max(pool.sentence.first, place - 3) : place])
    return denied or word == "be" or (len(word) > 4 and word.startswith("di"))
