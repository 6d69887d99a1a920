"""What happens in every period: counts, numbers of things, opening hours."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from charterclock.language.allowances import caps_customer
from charterclock.language.bounds import set_bounds
from charterclock.language.findings import Finding
from charterclock.language.measures import Measure, plain_number
from charterclock.language.pool import Pool
from charterclock.language.shapes import NUMBER

__all__ = ["take_counts", "take_periods", "take_service_hours", "take_spent_times", "take_volumes"]

_THINGS: Final = re.compile(rf"(?P<number>{NUMBER})[?c]{{1,3}}[BSof]*$")
#: a number in words is no name of a form: satu buku jurnal penyelidikan dan pembangunan setiap tahun
_NAMED_THINGS: Final = re.compile(r"(?P<number>W(?:\(D\))?)[?ca]{1,7}$")
#: with a bound, the words after the things may be more: sekurang-kurangnya 2 buah buku kepada masyarakat setiap tahun
_BOUND_THINGS: Final = re.compile(rf"[BL](?P<number>{NUMBER})[?c/]{{1,7}}[BSof]*$")
_FEW_WORDS: Final = re.compile(r"[?c]{0,2}")
#: the periods in which so much of a unit can be spent
_LARGER: Final = {
    "hour": ("week", "month", "calendar year"), "day": ("week", "month", "calendar year"),
    "working day": ("week", "month", "calendar year"),
}  # fmt: skip


def take_counts(pool: Pool) -> None:
    """So many times, in a period where one is named: ``3 kali seminggu``, ``sebulan sekali``."""
    tokens = pool.sentence.tokens
    for count in pool.of("count"):
        window = _window_of(pool, count)
        fused = tokens[count.first].start == tokens[count.end - 1].start
        if fused and window is None and count.comparison == "bare":
            pool.take(count)  # sekali gus; once it is done
        else:
            kind = "customer_limit" if caps_customer(pool, count) else "frequency"
            pool.add(Finding(pool.sentence, count, kind, window=window))


def _window_of(pool: Pool, count: Measure) -> Measure | None:
    before, following = pool.neighbours(count)
    if following is not None:
        gap = pool.gap(count, following)
        near = following.what in ("window", "period") and len(gap) <= 2 and not set(gap) & set("(;,")
        if near or (following.what == "time" and not gap and following.comparison == "within"):
            return following
    if before is not None and before.what in ("window", "period", "time") and not pool.gap(before, count):
        return before
    return next(
        (other for other in pool.of("window", "period") if other.first < count.first
         and (other.what == "period" or other.comparison in ("within", "bare"))), None,
    )  # fmt: skip


def take_periods(pool: Pool) -> None:
    """A period by itself is once in each: ``setiap empat (4) bulan``. Beside a time or share it is none."""
    if any(finding.kind != "frequency" for finding in pool.found) or {"remedy", "penalty"} & pool.cues:
        return
    parts, end = pool.sentence.parts, pool.sentence.end
    alone = not pool.found
    for period in pool.of("period"):
        sign = parts[period.first]
        if sign == "/" or (sign != "E" and not alone):
            continue
        if sign == "q" and period.end < end and parts[period.end] not in ",;.)/":
            continue  # monthly reports
        if alone and "opening" in pool.cues:  # buka setiap hari
            pool.add(Finding(pool.sentence, replace(period, amounts=[], units=[]), "service_hours", "during"), period)
            return
        # every three days or sooner: once or more often
        often = "at_least" if period.comparison == "at_most" else period.comparison
        once = Measure("count", period.first, period.end, [Fraction(1)], ["times"], comparison=often)
        once.left = period.left
        pool.add(Finding(pool.sentence, once, "frequency", window=period))
        if alone:
            return


def take_service_hours(pool: Pool) -> None:
    """Opening hours, and what is there at all times."""
    hours = pool.of("hours")
    daily = _daily(pool)
    if daily is not None:
        time, period = daily
        weekly = [other for other in pool.free if other.unit in ("day", "week") and other.first > period.first]
        if time.amounts == [24] and {"availability", "system"} & pool.cues and not {"opening", "service"} & pool.cues:
            always = Measure("always", time.left, time.end)
            pool.add(Finding(pool.sentence, always, "availability", extra=(period,)), time, *weekly, *hours)
        else:
            finding = Finding(pool.sentence, time, "service_hours", "during", window=period)
            pool.add(finding, *weekly, *hours)
    elif hours:
        finding = Finding(pool.sentence, hours[0], "service_hours", "during", extra=tuple(hours[1:]))
        pool.add(finding, *pool.of("moment"))
    for always in pool.of("always"):
        kind = _kind_of_always(pool, always)
        if pool.of("share"):
            pool.take(always)  # the share is the promise
        else:
            pool.add(Finding(pool.sentence, always, kind, "during" if kind == "service_hours" else "bare"))


def _daily(pool: Pool) -> tuple[Measure, Measure] | None:
    """So many hours a day or a week: ``24 hours a day``, ``available 30 hours a week``."""
    for time, period in zip(pool.free, pool.free[1:], strict=False):
        hourly = time.what == "time" and time.unit in ("hour", "clock hour")
        daily = period.unit == "day" or (period.unit == "week" and {"opening", "service"} & pool.cues)
        if hourly and daily and period.what in ("period", "window") and not pool.gap(time, period):
            return time, period
        time, period = period, time  # setiap hari 24 jam
        all_day = time.amounts == [24] and time.unit in ("hour", "clock hour")
        if all_day and (period.what, period.unit) == ("period", "day") and not pool.gap(period, time).strip(")-:,"):
            return time, period
    return None


def _kind_of_always(pool: Pool, always: Measure) -> str:
    token = pool.sentence.tokens[always.first]
    if {"opening", "service"} & pool.cues and "availability" not in pool.cues:
        return "service_hours"
    round_the_clock = token.part != "V" or token.name == "24x7"
    return "availability" if round_the_clock or {"availability", "system"} & pool.cues else "statement"


def take_volumes(pool: Pool) -> None:
    """So many things in a period: ``30 kursus/tahun``."""
    parts, tokens = pool.sentence.parts, pool.sentence.tokens
    for window in [other for other in pool.free if other.what == "period" or other.is_one]:
        before, _ = pool.neighbours(window)
        after = before.right if before else pool.sentence.first
        match = _THINGS.search(parts, after, window.left) or _BOUND_THINGS.search(parts, after, window.left)
        match = match or _NAMED_THINGS.search(parts, after, window.left)
        named = match is not None and match.start() > 0 and tokens[match.start() - 1].name == "label"
        if match is not None and not named:
            first, end = match.span("number")
            things = Measure("volume", first, end, plain_number(tokens[first:end])[:1], ["item"])
            if things.amounts:
                set_bounds([things], tokens, parts)
                pool.add(Finding(pool.sentence, things, "volume", window=window))


def take_spent_times(pool: Pool) -> None:
    """So much time spent in a period, ``42 jam latihan setahun``: not the time or the period of a share beside it."""
    for window in [other for other in pool.free if other.what == "period" or other.is_one]:
        before, _ = pool.neighbours(window)
        if before is not None and _spends(pool, before, window):
            pool.add(Finding(pool.sentence, before, "volume", window=window))


def _spends(pool: Pool, time: Measure, window: Measure) -> bool:
    """Whether a time is spent in every period: ``7 hari latihan setahun``, ``1 hari dalam 1 minggu``."""
    if time.what != "time" or time.comparison not in ("bare", "at_least"):
        return False
    if window.unit not in _LARGER.get(time.unit, ()):
        return False
    gap = pool.gap(time, window)
    if window.what == "time":
        return not gap and window.comparison == "within"
    return window.unit == "calendar year" and _FEW_WORDS.fullmatch(gap) is not None
