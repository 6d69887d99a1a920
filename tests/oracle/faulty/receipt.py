"""Faults in the receipt: when something that arrives is received, and the next working day."""

from __future__ import annotations

from datetime import timedelta

from charterclock import Duration
from faulty.office import DAY, NONE
from faulty.walker import Walker


class ReceiptIgnored(Walker):
    """Takes every case as received when it arrives (B096; rule 1)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(receipt="actual")


class ReceivedInOpeningTimeOnly(Walker):
    """Waits for the next opening where a case is received when it arrives (rule 1)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(receipt="next_opening") if reckoning.receipt == "actual" else reckoning


class CutoffIgnored(Walker):
    """Knows no cut-off: what arrives late in opening time is received at once (rule 1)."""

    def is_late(self, arrived):
        return False


class CutoffInclusive(Walker):
    """Takes for late what arrives at the cut-off itself (rule 1)."""

    def is_late(self, arrived):
        cutoff = self.reckoning.cutoff
        return cutoff is not None and self.clock_of(arrived) >= timedelta(microseconds=cutoff)


class CutoffInUTC(Walker):
    """Compares the cut-off with the clock in UTC (B014; rule 1)."""

    def is_late(self, arrived):
        cutoff = self.reckoning.cutoff
        in_utc = timedelta(hours=arrived.hour, minutes=arrived.minute, seconds=arrived.second)
        return cutoff is not None and in_utc + timedelta(microseconds=arrived.microsecond - cutoff) > NONE


class CutoffInOpeningTimeOnly(Walker):
    """Forgets the cut-off where the office is closed: what comes late, at lunch, is received after lunch (rule 1)."""

    def is_late(self, arrived):
        return super().is_late(arrived) and self.is_open(arrived)


class LateReceiptKeepsTheDate(Walker):
    """Waits, after the cut-off, for the next opening of any date, also the same one (rule 1)."""

    def receipt_when_late(self, arrived):
        return self.next_opening(arrived)


class LateReceiptAtMidnight(Walker):
    """Has what arrives late received when the next date begins, open or not (rule 1)."""

    def receipt_when_late(self, arrived):
        return self.midnight(self.date_of(arrived) + DAY)


class LateReceiptKeepsTheClock(Walker):
    """Has what arrives late received on the next working day at the same time of day (B066, B079; rule 1)."""

    def receipt_when_late(self, arrived):
        return self.at(self.date_of(super().receipt_when_late(arrived)), self.clock_of(arrived))


class EarlyArrivalWaitsADay(Walker):
    """Has what arrives in closed time received on a later date, also before the opening (B069; rule 1)."""

    def next_opening(self, moment):
        midnight = self.midnight(self.date_of(moment))
        return super().next_opening(moment if moment == midnight else midnight + DAY)


class LunchArrivalWaitsADay(Walker):
    """Has what arrives in a break received on the next working day (rule 1)."""

    def next_opening(self, moment):
        opened = any(opens < moment for opens, _ in self.spans(self.date_of(moment)))
        return super().next_opening(self.midnight(self.date_of(moment) + DAY) if opened else moment)


# the next working day


class NextWorkingDayNeverToday(Walker):
    """Takes tomorrow at the earliest, also where the office has not opened yet today (rule 9)."""

    def opens_later(self, day):
        return day > self.date_of(self.start) and super().opens_later(day)


class NextWorkingDayAtTheOpening(Walker):
    """Takes today for what arrives at the very opening (rule 9)."""

    def opens_later(self, day):
        return any(opens >= self.start for opens, _ in self.spans(day)[:1])


class NextWorkingDayAfterLunch(Walker):
    """Takes today for what arrives before any opening of today, as after lunch (rule 9)."""

    def opens_later(self, day):
        return any(opens > self.start for opens, _ in self.spans(day))


class NextWorkingDayFromTheReceipt(Walker):
    """Looks for the next working day from the receipt, not from the start (rule 9)."""

    def receipt(self, arrived):
        if self.duration.unit == "next working day":
            kept, self.duration = self.duration, Duration(1, "working day")
            self.start, self.duration = super().receipt(arrived), kept
            return self.start
        return super().receipt(arrived)
