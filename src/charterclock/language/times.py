"""Times, dates and shares: what is done by when, and in how many of the cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from charterclock.errors import Problem
from charterclock.language.beforehand import stands_before
from charterclock.language.customers import binds_customer
from charterclock.language.findings import Finding
from charterclock.language.measures import Measure
from charterclock.language.pool import TIMES, Pool

__all__ = ["take_dates", "take_fees", "take_rest", "take_shares", "take_times"]

#: what a share is by itself, by the cues of its sentence
_LEVELS: Final = {
    "availability": {"availability", "downtime"}, "remedy": {"remedy", "penalty"}, "quantity": {"tolerance"},
}  # fmt: skip
#: numbers that follow an amount of money: the size of a contract, not a price
_LARGE: Final = ("juta", "ribu", "miliar", "million", "thousand")
#: how far before a time a word for validity may stand
_VALIDITY_REACH: Final = 4
#: the bounds of a time that a share of the cases can have
_OF_CASES: Final = ("within", "at_most", "under", "bare", "average", "on", "about")


def take_shares(pool: Pool) -> None:
    """Shares: of the cases due in a time, which may stand before or after; else a level, or a share of all cases."""
    times = [time for time in _dues(pool) if time.comparison in _OF_CASES]
    shares = pool.of("share")
    for place, share in enumerate(shares):
        window = next(filter(_is_window, pool.of("period", "window")), None)
        kind = _level(pool, share)
        end = shares[place + 1].first if place + 1 < len(shares) else pool.sentence.end
        begin = shares[place - 1].end if place else pool.sentence.first
        due = [time for time in times if share.first < time.first < end and time is not window]
        due = due or [time for time in times if begin <= time.first < share.first and time is not window
                      and "a" not in pool.sentence.parts[time.end : share.left]][-1:]  # fmt: skip
        if kind == "availability" and any(_is_within(pool, share, time) for time in due):
            kind = ""
        if kind == "remedy" and due and _is_another(pool, share):
            kind = ""
        if kind or share.comparison == "about" or not due:
            kind = kind or ("quantity" if share.comparison == "about" else "ratio")
            around = "around" if kind == "quantity" else ""
            pool.add(Finding(pool.sentence, share, kind, around, window=window))
            continue
        for time in [time for time in due if time is due[0] or _restates(pool, time)]:
            pool.add(_due(pool, time, share))
            times.remove(time)


def _level(pool: Pool, share: Measure) -> str:
    """The level that a share is by the words of its sentence; a penalty that follows it is what it is a share of."""
    kind = next((kind for kind, cues in _LEVELS.items() if cues & pool.cues), "")
    if kind == "remedy" and "remedy" not in pool.cues:
        before = pool.sentence.tokens[pool.sentence.first : share.first]
        return kind if any(token.name == "penalty" for token in before) else ""
    return kind


def _is_within(pool: Pool, share: Measure, time: Measure) -> bool:
    """Whether a time belongs to a share: nothing that joins two promises stands between."""
    first, second = (share, time) if share.first < time.first else (time, share)
    between = pool.sentence.parts[first.end : second.left]
    return time.comparison != "bare" and not set(between) & set("a,;")


def _is_another(pool: Pool, share: Measure) -> bool:
    """Whether the remedy comes after a conjunction: ``process 90% of applications and make refunds within 30 days``."""
    tokens, parts = pool.sentence.tokens, pool.sentence.parts
    places = [place for place, token in enumerate(tokens) if token.part == "c" and token.name in _LEVELS["remedy"]]
    return bool(places) and "a" in parts[share.end : max(places[0], share.end)]


def _is_window(measure: Measure) -> bool:
    """Whether it is the period of a share: setiap bulan, sebulan, dalam setahun; not dalam tempoh seminggu."""
    if measure.unit == "day":
        return False
    return measure.what == "period" or measure.comparison == "bare" or measure.unit == "calendar year"


def take_dates(pool: Pool) -> None:
    """Dates with a bound, or alone; the date of a law or of a meeting is none. Two dates a year are one promise."""
    for clock in pool.of("clock"):
        if _is_cut_off(pool, clock):
            pool.take(clock)
    dates = pool.of("date", "clock")
    bound = [date for date in dates if date.comparison != "bare" or date.dates[0].startswith("--")
             or date.dates[0].endswith("--")]  # fmt: skip
    others = pool.of(*TIMES)
    if not dates or (not bound and (others or pool.found)):
        pool.take(*dates)
        return
    # the date before the one that is bound is another: the accounts of the year that ends on 31 December
    chosen = [date for date in dates[dates.index(bound[0]) :] if date.what == bound[0].what] if bound else dates
    first = chosen[0]
    alike = [date for date in chosen if date.what == first.what and date.comparison in (first.comparison, "bare", "on")]
    merged = replace(first, dates=tuple(dict.fromkeys(text for date in alike for text in date.dates)))
    merged.left, merged.right = first.left, alike[-1].right
    if "--" in first.dates[0] and merged.comparison in ("bare", "within"):  # in November
        merged.comparison = "on"
    window = next(iter(pool.of("period")), None)
    loose = [other for other in others if other.comparison == "bare"]
    pool.add(Finding(pool.sentence, merged, "date", window=window, extra=tuple(alike[1:])), *dates, *loose)


def _is_cut_off(pool: Pool, clock: Measure) -> bool:
    """Whether a time of day tells which cases have the time after it: ``received before 12 noon: the same day``."""
    before, after = pool.neighbours(clock)
    if clock.comparison in ("before", "after") and before is not None and before.what in TIMES:
        gap = pool.gap(before, clock)  # the same day for complaints received before 1 pm
        return "?" in gap and not set(gap) & set("a;,")
    if clock.comparison == "bare" or after is None or after.what not in TIMES:
        return False
    gap = pool.gap(clock, after)
    return "?" in gap and not set(gap) & set("a;")


def take_fees(pool: Pool) -> None:
    """What is to be paid, where the times beside it say for how long: ``biaya per jam Rp 80.000``, ``masa berlaku``."""
    money = [measure for measure in pool.of("money") if measure.comparison == "bare"]
    if not money or pool.found or not {"price", "tariff"} & pool.cues or {"remedy", "penalty"} & pool.cues:
        return
    times = pool.of(*TIMES)
    if all(time.comparison == "bare" and _is_validity(pool, time) for time in times):
        fee = Measure("text", money[0].first, money[0].end)
        pool.add(Finding(pool.sentence, fee, "fee"), *money, *times, *pool.of("period"))


def take_times(pool: Pool) -> None:
    """Every time that is left is a promise of its own."""
    for time in _dues(pool):
        if time not in pool.free:
            continue  # the period of the one before
        if _is_said_twice(pool, time):
            pool.take(time)
        else:
            pool.add(_due(pool, time, None))


def take_rest(pool: Pool) -> None:
    """Money that a failure brings, sizes, and ``sepanjang tahun``."""
    for measure in pool.of("money"):
        if {"remedy", "penalty"} & pool.cues:
            pool.add(Finding(pool.sentence, measure, "remedy"))
        elif not pool.found and ({"price", "tariff", "does"} & pool.cues or _is_priced(pool, measure)):
            pool.add(Finding(pool.sentence, Measure("text", measure.first, measure.end), "fee"), measure)
    for measure in pool.of("year"):
        pool.add(Finding(pool.sentence, measure, "service_hours", "during"))
    if not pool.found:  # beside a promise a size tells which cases are meant
        for measure in pool.of("thing"):
            around = measure.comparison == "about" or "tolerance" in pool.cues
            pool.add(Finding(pool.sentence, measure, "quantity", "around" if around else ""))


def _is_priced(pool: Pool, money: Measure) -> bool:
    """Whether money is none, or the price of what stands before a colon: ``Kartu hilang: Rp 25.000 per kartu``."""
    if money.amounts == [0]:
        return True
    parts, end = pool.sentence.parts, pool.sentence.end
    if money.comparison != "bare" or money.left == pool.sentence.first or parts[money.left - 1] != ":":
        return False
    following = pool.sentence.tokens[money.end].text.casefold() if money.end < end else ""
    return following not in _LARGE and parts[money.end : money.end + 1] not in ("R", "r", "-")


def _dues(pool: Pool) -> list[Measure]:
    return [time for time in pool.of(*TIMES, "thing") if time.what != "thing" or time.unit == "ring"]


def _due(pool: Pool, time: Measure, share: Measure | None) -> Finding:
    """The promise of a time: its kind by its bound, and by what follows it."""
    restated = _restates(pool, time)
    kind = "quota" if share else "deadline"
    finding = Finding(pool.sentence, time, kind, quota=share, restates=restated is not None)
    all_day = time.amounts == [24] and time.unit in ("hour", "clock hour") and time.comparison == "bare"
    named = time.unit == "hour" and ("service" in pool.cues or _name_before(pool, time) == "offer")
    if all_day and ("opening" in pool.cues or named):
        finding.kind = "service_hours"
        return finding
    if binds_customer(pool, time):
        finding.kind = "customer_limit"
    if time.is_before or (time.what != "moment" and stands_before(pool, time)):
        if finding.kind == "customer_limit":
            finding.comparison = "before" if time.comparison in ("bare", "within") else ""
        else:
            finding.comparison = "before"
            finding.kind = "before_event"
            _last_days(finding)
    elif time.comparison == "over" and "penalty" in pool.cues:
        finding.kind = "customer_limit"
    elif finding.kind == "customer_limit":
        pass
    elif "downtime" in pool.cues and share is None and time.comparison in ("at_most", "under"):
        finding.kind = "availability"
        finding.window = _period_after(pool, time)
    elif time.comparison in ("bare", "at_most") and _is_validity(pool, time):
        finding.kind = "statement"
    elif time.comparison == "after":
        finding.kind = "not_before"
    elif time.comparison == "at_least":
        finding.kind = "floor"
    elif time.comparison in ("within", "about") and _is_agreed(pool, time):
        finding.comparison = "around"
    elif restated is not None and time.comparison == "bare":
        finding.comparison = restated.comparison
    return finding


def _last_days(finding: Finding) -> None:
    """``Dalam tempoh dua hari sebelum mesyuarat``: two days before at the latest, or only in those two days."""
    if finding.measure.comparison == "within":
        finding.also = ("within",)
        said = finding.sentence.quote(finding.measure.left, finding.measure.end)
        message = f"{said!r} before an event can be a latest time, or a span"
        finding.doubt = Problem("CC308", message, hint="write before: for the latest time")


def _name_before(pool: Pool, time: Measure) -> str:
    return pool.sentence.tokens[time.left - 1].name if time.left > pool.sentence.first else ""


def _period_after(pool: Pool, time: Measure) -> Measure | None:
    """The period that follows a time directly: ``4 jam sebulan``."""
    _, after = pool.neighbours(time)
    return after if after is not None and after.what in ("period", "window") and not pool.gap(time, after) else None


def _is_validity(pool: Pool, time: Measure) -> bool:
    """Whether it says how long something is valid: ``izin berlaku 3 tahun``, ``valid for a period of one year``."""
    tokens, parts = pool.sentence.tokens, pool.sentence.parts
    for place in range(time.left - 1, max(pool.sentence.first, time.left - _VALIDITY_REACH) - 1, -1):
        if tokens[place].name == "valid":
            return True
        if parts[place] not in "?cfAw" or tokens[place].name == "must":
            return False
    return False


def _is_agreed(pool: Pool, time: Measure) -> bool:
    """``Within 30 minutes of the agreed time``: on either side of it."""
    near = pool.sentence.tokens[time.end : min(time.end + 3, pool.sentence.end)]
    return any(token.name == "agreed" for token in near)


def _is_said_twice(pool: Pool, time: Measure) -> bool:
    """Whether a bracket says the time before it again, in the same unit: ``1 hari (One Day Service)``."""
    place = pool.sentence.measures.index(time)
    before = pool.sentence.measures[place - 1] if place else None
    if before is None or before.unit != time.unit or before.amounts != time.amounts or before.low != time.low:
        return False
    return time.comparison == "bare" and pool.sentence.parts[before.end : time.left] == "("


def _restates(pool: Pool, time: Measure) -> Measure | None:
    """The time before that this one says again, in another unit: ``60 days (3 months)``, ``1 Hari / 24 Jam``."""
    measures = pool.sentence.measures
    place = measures.index(time)
    before = measures[place - 1] if place else None
    if before is None or before.what not in ("time", "thing") or before.unit == time.unit:
        return None
    between = pool.sentence.parts[before.end : time.left]
    return before if (between, time.what) in (("/", "time"), ("(", "time"), ("(", "window")) else None
