"""One office that every peer can express, and the same office in the words of each of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import bizdays
import business_calendar
import businesstimedelta
import numpy as np
import pandas as pd
import pytz
import QuantLib as ql
import timeboard
import timegrid
import workclock
from workalendar.core import CoreCalendar

import charterclock as cc

ZONE = "Asia/Kuala_Lumpur"
FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
_OPENS, _BREAKS, _RESUMES, _CLOSES = time(8), time(13), time(14), time(17)

PENANG = cc.calendar("MY-07", covers=(FIRST, LAST))
#: the days off of Penang that fall on a weekday
DAYS_OFF = sorted({h.date for h in PENANG.holidays if FIRST <= h.date <= LAST and h.date.weekday() < 5})
OFFICE = cc.Calendar.build(
    zone=ZONE, hours={"mon-fri": "08:00-13:00 14:00-17:00"}, holidays=[str(day) for day in DAYS_OFF],
    covers=(FIRST, LAST),
)  # fmt: skip
#: for peers that know no break
NO_BREAK = cc.Calendar.build(
    zone=ZONE, hours={"mon-fri": "08:00-17:00"}, holidays=[str(day) for day in DAYS_OFF], covers=(FIRST, LAST)
)

NUMPY = np.busdaycalendar(holidays=np.array(DAYS_OFF, "M8[D]"))
PANDAS_HOURS = {"start": ["08:00", "14:00"], "end": ["13:00", "17:00"], "holidays": DAYS_OFF}
BIZDAYS = bizdays.Calendar(DAYS_OFF, ["Saturday", "Sunday"], FIRST, LAST, financial=False)
BUSINESS_CALENDAR = business_calendar.Calendar(workdays=[0, 1, 2, 3, 4], holidays=DAYS_OFF)
TIMEBOARD = timeboard.Timeboard(
    "D", str(FIRST), str(LAST), layout=timeboard.Organizer(marker="W", structure=[[1, 1, 1, 1, 1, 0, 0]]),
    amendments={str(day): 0 for day in DAYS_OFF},
)  # fmt: skip
WORKCLOCK = workclock.Schedule(
    [workclock.WorkDay(_OPENS, _CLOSES, [0, 1, 2, 3, 4]), workclock.Break(_BREAKS, _RESUMES, [0, 1, 2, 3, 4]),
     workclock.Holidays(DAYS_OFF)], time_zone=ZONE,
)  # fmt: skip


class _Workalendar(CoreCalendar):  # type: ignore[misc]
    def get_weekend_days(self) -> list[int]:
        return [5, 6]

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        return [(day, "day off") for day in DAYS_OFF if day.year == year]


def _timegrid() -> Any:
    grid = timegrid.TimeGridCalendar.create()
    for name in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"):
        grid.add_open_rule(getattr(timegrid.DayOfWeek, name), _OPENS, _CLOSES)
        grid.add_break_rule(getattr(timegrid.DayOfWeek, name), _BREAKS, _RESUMES)
    for day in DAYS_OFF:
        grid.add_holiday(day)
    return grid


def _quantlib() -> Any:
    calendar = ql.BespokeCalendar("office")
    calendar.addWeekend(ql.Saturday)
    calendar.addWeekend(ql.Sunday)
    for day in DAYS_OFF:
        calendar.addHoliday(ql.Date.from_date(day))
    return calendar


def _businesstimedelta() -> Any:
    zone, week = pytz.timezone(ZONE), [0, 1, 2, 3, 4]
    return businesstimedelta.Rules([
        businesstimedelta.WorkDayRule(_OPENS, _CLOSES, week, tz=zone),
        businesstimedelta.LunchTimeRule(_BREAKS, _RESUMES, week, tz=zone),
        businesstimedelta.HolidayRule(DAYS_OFF, tz=zone),
    ])  # fmt: skip


WORKALENDAR, TIMEGRID, QUANTLIB, BUSINESSTIMEDELTA = _Workalendar(), _timegrid(), _quantlib(), _businesstimedelta()
TIMEGRID_COMPILED = TIMEGRID.compile(datetime(2015, 1, 1), datetime(2027, 12, 31))


def added_hours(start: datetime, hours: int) -> Any:
    """pandas' way: it lands on the next opening where ours lands on the closing."""
    return pd.Timestamp(start) + pd.offsets.CustomBusinessHour(hours, **PANDAS_HOURS)


class Bisected:
    """Opening time by NumPy's own ``searchsorted`` over the edges of all spans, as one would write it in a minute."""

    def __init__(self) -> None:
        opens, closes = [], []
        for n in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=n)
            if day.weekday() < 5 and day not in DAYS_OFF:
                for begins, ends in ((_OPENS, _BREAKS), (_RESUMES, _CLOSES)):
                    opens.append(datetime.combine(day, begins))
                    closes.append(datetime.combine(day, ends))
        self.opens, self.closes = np.array(opens, "M8[us]"), np.array(closes, "M8[us]")
        self.spent = np.concatenate([[np.timedelta64(0, "us")], np.cumsum(self.closes - self.opens)])

    def opened(self, instants: Any) -> Any:
        at = np.searchsorted(self.opens, instants, side="right")
        inside = np.minimum(instants, self.closes[at - 1]) - self.opens[at - 1]
        return self.spent[at - 1] + inside

    def between(self, starts: Any, ends: Any) -> Any:
        return self.opened(ends) - self.opened(starts)

    def add(self, starts: Any, amounts: Any) -> Any:
        target = self.opened(starts) + amounts
        at = np.searchsorted(self.spent, target, side="left") - 1
        return self.opens[at] + (target - self.spent[at])
