"""A calendar's arithmetic against plain walks over its days and spans."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from charterclock import OutsideCalendarError
from charterclock.oracle import strategies as ours

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
DAY = timedelta(days=1)
ROLLS = ("following", "preceding", "modified_following", "modified_preceding", "none")
quick = settings(
    max_examples=300 if DEEP else 30,
    deadline=None,
    phases=list(Phase) if DEEP else [Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Walk:
    """Every date that a calendar covers, and its opening time as a list of spans in UTC; touching ones are apart."""

    def __init__(self, calendar):
        zone = ZoneInfo(calendar.zone)
        first, last = calendar.covers
        self.days = [first + n * DAY for n in range((last - first).days + 1)]
        self.begin, self.end = self.at(first, 0, zone), self.at(last + DAY, 0, zone)
        self.own = []  # as they begin, by date
        for day in self.days:
            clocks = calendar.hours_on(day)
            self.own.append([(self.at(day, a, zone), self.at(day, b, zone)) for a, b in clocks])
            self.own[-1] = [(a, b) for a, b in self.own[-1] if a < b]
        self.working = [day for day, spans in zip(self.days, self.own, strict=True) if spans]
        # joined where they overlap or touch: the stretches in which the office is open without a break
        self.open = []
        for a, b in sorted(span for spans in self.own for span in spans):
            if self.open and a <= self.open[-1][1]:
                self.open[-1] = (self.open[-1][0], max(b, self.open[-1][1]))
            else:
                self.open.append((a, b))

    def knows(self, moment):
        """Whether an instant lies within the dates covered."""
        return self.begin <= moment < self.end

    @staticmethod
    def at(day, clock, zone):
        """The first instant whose local clock reads that time or later."""
        local = datetime.combine(day, time()) + timedelta(microseconds=clock)
        found = local.replace(tzinfo=zone).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == local:
            return found
        found = local.replace(tzinfo=zone, fold=1).astimezone(UTC)  # a gap: before it
        found = found.replace(second=0, microsecond=0)
        while found.astimezone(zone).replace(tzinfo=None) < local:
            found += timedelta(minutes=1)
        return found

    def opened(self, a, b):
        return sum((max(min(b, y) - max(a, x), timedelta(0)) for x, y in self.open), timedelta(0))


@st.composite
def calendars_and_walks(draw):
    calendar = draw(ours.calendars().filter(lambda calendar: calendar.covers is not None))
    return calendar, Walk(calendar)


def answer(question, *arguments, **options):
    """The answer, instants in UTC; ``None`` where it depends on dates outside the calendar."""
    try:
        found = question(*arguments, **options)
    except OutsideCalendarError:
        return None
    return found.astimezone(UTC) if isinstance(found, datetime) else found


@quick
@given(calendars_and_walks(), st.data())
def test_days(found, data):
    calendar, walk = found
    for day in data.draw(st.lists(ours.dates_of(calendar), min_size=10, max_size=20)):
        n = data.draw(st.integers(-40, 40))
        later = [other for other in walk.working if other > day]
        earlier = [other for other in reversed(walk.working) if other < day]
        assert calendar.is_working_day(day) == (day in walk.working)
        side = later if n > 0 else earlier
        wanted = day if n == 0 else side[abs(n) - 1] if abs(n) <= len(side) else None
        assert answer(calendar.shift, day, n) == wanted
        other = data.draw(ours.dates_of(calendar))
        low, high = min(day, other), max(day, other)
        between = sum(low < each <= high for each in walk.working)
        assert calendar.count(day, other) == (between if other >= day else -between)
        if wanted is not None and n > 0:
            assert calendar.count(day, wanted) == n


@quick
@given(calendars_and_walks(), st.data())
def test_roll(found, data):
    calendar, walk = found
    for day in data.draw(st.lists(ours.dates_of(calendar), min_size=10, max_size=20)):
        following = next((other for other in walk.working if other >= day), None)
        preceding = next((other for other in reversed(walk.working) if other <= day), None)
        wanted = {"following": following, "preceding": preceding, "none": day}
        if following is not None:
            wanted["modified_following"] = following if following.month == day.month else preceding
        if preceding is not None:
            wanted["modified_preceding"] = preceding if preceding.month == day.month else following
        for how in ROLLS:
            assert answer(calendar.roll, day, how) == wanted.get(how)


@quick
@given(calendars_and_walks(), st.data())
def test_edges(found, data):
    """Openings and closings; those of spans that touch are one stretch, which has neither inside."""
    calendar, walk = found
    for t in data.draw(st.lists(ours.moments(calendar), min_size=10, max_size=20)):
        if not walk.knows(t) or t == walk.begin:
            continue  # the first instant has a test of its own
        opens, closes = [a for a, _ in walk.open], [b for _, b in walk.open]
        last, first = walk.open[-1][1], walk.open[0][0]
        inside = any(a <= t < b for a, b in walk.open)
        if first <= t < last:  # further out another date may decide
            assert calendar.is_open(t) == inside
        for same in (False, True):
            after = [(edges, [e for e in edges if e > t or (same and e == t)]) for edges in (opens, closes)]
            before = [(edges, [e for e in edges if e < t or (same and e == t)]) for edges in (opens, closes)]
            if after[0][1]:
                assert answer(calendar.next_open, t, same=same) == after[0][1][0], (t, same)
            if after[1][1] and after[1][1][0] < last:
                assert answer(calendar.next_close, t, same=same) == after[1][1][0], (t, same)
            if before[0][1] and before[0][1][-1] > first:
                assert answer(calendar.prev_open, t, same=same) == before[0][1][-1], (t, same)
            if before[1][1] and t < last:
                assert answer(calendar.prev_close, t, same=same) == before[1][1][-1], (t, same)


@quick
@given(calendars_and_walks())
def test_the_first_instant_covered(found):
    """Nothing before it is needed to say what opens or closes from then on."""
    calendar, walk = found
    for same in (False, True):
        opens = [a for a, _ in walk.open if a > walk.begin or (same and a == walk.begin)]
        if opens:  # of a calendar that is open from its first instant on, the next opening may lie beyond it
            assert answer(calendar.next_open, walk.begin, same=same) == opens[0]
        if walk.open[0][1] < walk.open[-1][1]:
            assert answer(calendar.next_close, walk.begin, same=same) == walk.open[0][1]


@quick
@given(calendars_and_walks(), st.data())
def test_opening_time(found, data):
    calendar, walk = found
    first, last = walk.open[0][0], walk.open[-1][1]
    for t in data.draw(st.lists(ours.moments(calendar), min_size=10, max_size=20)):
        other = data.draw(ours.moments(calendar))
        if first <= t < last and first <= other < last:
            low, high = min(t, other), max(t, other)
            length = walk.opened(low, high)
            assert calendar.between(t, other) == (length if other >= t else -length)
        amount = data.draw(st.integers(0, 60 * 3600 * 10**6)) * timedelta(microseconds=1)
        if data.draw(st.booleans()) and first <= t < last:  # to the edge of a stretch exactly
            edges = [edge for span in walk.open for edge in span]
            amount = abs(walk.opened(min(t, e := data.draw(st.sampled_from(edges))), max(t, e)))
        if not amount:
            assert answer(calendar.add, t, amount) == t
            continue
        if not first <= t < last:
            continue
        left, forward, back = amount, None, None
        for a, b in walk.open:
            a = max(a, t)
            if a < b and forward is None:
                forward = a + left if left <= b - a else None
                left -= b - a
        left = amount
        for a, b in reversed(walk.open):
            b = min(b, t)
            if a < b and back is None:
                back = b - left if left <= b - a else None
                left -= b - a
        if forward is not None and forward < last:
            got = answer(calendar.add, t, amount)
            assert got == forward, (t, amount)
            assert calendar.between(t, got) == amount
            onward = next((a for a, b in walk.open if b == forward), None)
            after = next((a for a, _ in walk.open if a > forward), None)
            if onward is None:
                assert answer(calendar.add, t, amount, landing="opening") == forward
            elif after is not None:
                assert answer(calendar.add, t, amount, landing="opening") == after
        if back is not None and back > first:
            got = answer(calendar.add, t, -amount)
            assert got == back, (t, amount)
            assert calendar.between(got, t) == amount
            before = next((b for _, b in reversed(walk.open) if b < back), None)
            if all(a != back for a, _ in walk.open):
                assert answer(calendar.add, t, -amount, landing="closing") == back
            elif before is not None:
                assert answer(calendar.add, t, -amount, landing="closing") == before


@quick
@given(calendars_and_walks(), st.data())
def test_periods(found, data):
    calendar, walk = found
    for t in data.draw(st.lists(ours.moments(calendar), min_size=5, max_size=10)):
        n = data.draw(st.integers(1, 6))
        if not walk.open[0][0] <= t < walk.open[-1][0]:
            continue
        after = [(max(a, t), b) for a, b in walk.open if b > t][:n]
        before = [(a, min(b, t)) for a, b in reversed(walk.open) if a < t][:n]
        utc = [
            [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in answer(calendar.periods, t, k) or []] for k in (n, -n)
        ]
        if len(after) == n and after[-1][1] < walk.open[-1][1]:
            assert utc[0] == after
        if len(before) == n and before[-1][0] > walk.open[0][0]:
            assert utc[1] == before
