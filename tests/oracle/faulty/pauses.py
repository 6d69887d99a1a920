"""Faults with pauses: which count, from when to when, and what they cost."""

from __future__ import annotations

from faulty.office import DAY, NONE, altered
from faulty.walker import Walker

# what `paused` says


class PausesIgnored(Walker):
    """Lets no pause extend the time (B108, B113; rule 6)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(paused=reckoning.paused.replace("excluded", "ignored"))


class IgnoredPausesCount(Walker):
    """Extends the time by pauses that change nothing (rule 6)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(paused=reckoning.paused.replace("ignored", "excluded"))


class RestartOnlyExtends(Walker):
    """Extends the time by pauses that start it anew (rule 6)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(paused=reckoning.paused.replace("restart", "excluded"))


class PausesStartAnew(Walker):
    """Starts the time anew after pauses that only extend it (B123; rule 6)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(paused=reckoning.paused.replace("excluded", "restart"))


class RestartsAtThePause(Walker):
    """Starts the time anew where the pause begins, not where it ends (rule 6)."""

    def pause(self, paused, resumed):
        super().pause(paused, paused if self.reckoning.paused == "restart" else resumed)


class RestartsOnce(Walker):
    """Starts anew after the first pause, and not after the later ones (rule 6)."""

    def moves(self, paused, resumed, due):
        once = self.reckoning.paused == "restart" and self.received != self.receipt(self.start)
        return not once and super().moves(paused, resumed, due)


class RestartsWhileClosed(Walker):
    """Starts anew at the resume itself, though the receipt would wait for the opening (rule 6)."""

    def pause(self, paused, resumed):
        super().pause(paused, resumed)
        if self.reckoning.paused == "restart":
            self.received = self.earliest = resumed


# which pauses


class PausesNotMerged(Walker):
    """Counts twice the time in which two pauses overlap (B122; rule 6)."""

    def read_pauses(self, pauses):
        read = super().read_pauses
        return sorted(span for pause in pauses for span in read([pause]))


class LatestPauseFirst(Walker):
    """Takes pauses in the order in which a log shows them, the latest first (rule 6)."""

    def read_pauses(self, pauses):
        return super().read_pauses(pauses)[::-1]


class FirstPauseOnly(Walker):
    """Keeps the first pause only (B113; rule 6)."""

    def read_pauses(self, pauses):
        return super().read_pauses(pauses)[:1]


class LastPauseOnly(Walker):
    """Keeps one pause in one field: the last (B113; rule 6)."""

    def read_pauses(self, pauses):
        return super().read_pauses(pauses)[-1:]


class PauseBeforeTheReceiptCounts(Walker):
    """Counts what of a pause lies before the receipt (rule 6)."""

    def cut(self, pauses):
        return pauses


class PauseAfterTheDueCounts(Walker):
    """Lets a pause move a due that has passed (rule 6)."""

    def moves(self, paused, resumed, due):
        return super().moves(paused, resumed, max(due, resumed))


class PauseAtTheDueCounts(Walker):
    """Lets a pause that begins just at the due move it (rule 6)."""

    def moves(self, paused, resumed, due):
        return super().moves(paused, resumed, due) or (paused == due and super().moves(paused, resumed, resumed))


class PauseAfterTheFirstDueLost(Walker):
    """Compares every pause with the due as it was before all of them (rule 6)."""

    def moves(self, paused, resumed, due):
        self.first_due = getattr(self, "first_due", due)
        return super().moves(paused, resumed, self.first_due)


class PausesMoveTheNextWorkingDay(Walker):
    """Lets a pause move the next working day (rule 9)."""

    def moves(self, paused, resumed, due):
        return self.reckoning.paused != "ignored" and paused < min(resumed, due)


class PausesMoveWhatIsBeforeAnEvent(Walker):
    """Lets pauses move what is counted back from an event (rule 7)."""

    def before(self):
        return super().before() - sum((resumed - paused for paused, resumed in self.pauses), NONE)


class PausesMoveNoFloor(Walker):
    """Lets no pause move a floor (rule 8)."""

    def moves(self, paused, resumed, due):
        return self.bound != "at_least" and super().moves(paused, resumed, due)


# what they cost


class PauseOnTheClock(Walker):
    """Adds the length of a pause, nights and all, to a due in working hours (B103, B104, B107; rule 6)."""

    def cost(self, paused, resumed):
        return resumed - paused if self.counts_time else super().cost(paused, resumed)


class PauseAtWork(Walker):
    """Adds only the opening time of a pause to a due in clock hours (rule 6)."""

    def cost(self, paused, resumed):
        return self.opening_between(paused, resumed) if self.counts_time else super().cost(paused, resumed)


class PauseOfWholeDates(Walker):
    """Takes for a pause in working hours all the opening time of its dates (rule 6)."""

    def opening_between(self, begin, end):
        return super().opening_between(self.midnight(self.date_of(begin)), self.midnight(self.date_of(end) + DAY))


class PauseWithoutNights(Walker):
    """Leaves out of a pause what the office was open after midnight (B028; rule 6)."""

    def opening_between(self, begin, end):
        days = [self.date_of(begin), *self.dates_in(self.date_of(begin), self.date_of(end))]
        spans = [(max(a, begin), min(b, end, self.midnight(day + DAY))) for day in days for a, b in self.spans(day)]
        return sum((max(closes - opens, NONE) for opens, closes in spans), NONE)


class PauseOfOneDateCostsADay(Walker):
    """Counts the date on which a pause begins, so that an hour's pause costs a day (rule 6)."""

    def dates_in(self, first, last):
        return [first, *super().dates_in(first, last)]


class PauseFromItsFirstDate(Walker):
    """Counts the date on which a pause begins, and not the one on which it ends (rule 6)."""

    def dates_in(self, first, last):
        return [day - DAY for day in super().dates_in(first, last)]


class PauseOf24HoursADay(Walker):
    """Counts a day for each 24 hours of a pause, so that one night costs none (rule 6)."""

    def cost(self, paused, resumed):
        return super().cost(paused, resumed) if self.counts_time else (resumed - paused) // DAY


class RestDaysOfAPauseCount(Walker):
    """Adds the calendar days of a pause to working days (B107; rule 6)."""

    def days_lost(self, days):
        return len(days)


class DaysOffOfAPauseCount(Walker):
    """Leaves out the rest days of a pause, and not its days off (B043; rule 6)."""

    def days_lost(self, days):
        if self.days(self.date_of(self.received)) is None or self.reckoning.rest_days == "statutory":
            return super().days_lost(days)
        regular = altered(self.calendar, holidays=())
        return sum(bool(regular.hours_on(day)) for day in days)


class PauseMovesTheRolledDate(Walker):
    """Adds the days of a pause to the date that was already rolled (rule 6)."""

    def unrolled(self):
        lost, self.lost = self.lost, 0
        day = super().unrolled()
        self.lost = lost
        if not lost or self.days(day) is not None:
            return super().unrolled()
        return self.roll(day, self.how_to_roll()) + lost * DAY


class PauseMovesTheStart(Walker):
    """Adds the length of a pause to the start, and counts again from there (B102; rule 6)."""

    def pause(self, paused, resumed):
        super().pause(paused, resumed)
        if self.reckoning.paused == "excluded":
            self.received, self.lost = self.received + (resumed - paused), type(self.lost)(0)


class DueBeforeTheResume(Walker):
    """Leaves a due before the resume of a pause that cost no day (rule 5)."""

    def pause(self, paused, resumed):
        super().pause(paused, resumed)
        self.earliest = self.received
