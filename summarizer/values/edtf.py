"""Dates as intervals: how two EDTF (ISO 8601-2:2019) strings stand to each other, and how long they are.

Read are the spellings this program writes: "2025", "2025-12", "2025-12-04", "196X", "19XX", "2025-XX-XX" (only the
year is known), the seasons and quarters 21-24, 33-36 and 40-41 in the month's place, "a/b", open ends "2022/..",
"../2025", and a trailing "~", "?" or "%", which says how sure the writer was and does not move the bounds. These are
level 1, except the quarters and one more: a day whose year nobody stated is written "XXXX-12-04", "XXXX-12" or
"XXXX-12-30/XXXX-01-02" (level 2: an unspecified year may stand before a stated month), because it must stay open.

Each value is a set of days, and a relation is that of sets. An open year means that day of every year, so
"XXXX-12-02" contains "2025-12-02". An own reader, not a library: the packages on offer do not compare open years, bring
a parser generator along, and a few forms need a few lines.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from summarizer.errors import ContractError

EdtfRelation = Literal["equal", "contains", "within", "overlaps", "disjoint"]

OPEN_YEAR_DAYS = 366
"""Added to the length of a span whose year is open: it is then vaguer than any single year."""

_LEAP = 2000  # an arbitrary leap year, on whose calendar days without a year are counted
_YEAR_LENGTH = 366
_CYCLE = 9
"""Years after which every calendar day, 29 February included, has come up (1896 to 1904 is the longest gap)."""

# Months of the codes that stand in a month's place: seasons as in the northern hemisphere's meteorological calendar,
# winter widened to both ends of the year, since nobody says which winter is meant; quarters and halves of the year.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_SEASONS |= {40: (1, 6), 41: (7, 12)}

_DATED = re.compile(r"([0-9]{1,4}X{0,3}|X{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[~?%]?", re.ASCII)


class _Span(NamedTuple):
    """Days from `first` to `last`, both counted; None is an open end."""

    first: date | None
    last: date | None


class _Yearly(NamedTuple):
    """Days of every year, counted from 0 on a leap year's calendar; `last` < `first` runs over New Year's Eve."""

    first: int
    last: int

    def parts(self) -> list[tuple[int, int]]:
        if self.first <= self.last:
            return [(self.first, self.last)]
        return [(0, self.last), (self.first, _YEAR_LENGTH - 1)]

    def length(self) -> int:
        return sum(last - first + 1 for first, last in self.parts())


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of `edtf`; None for an end that is open, and (None, None) where the year is.

    Raises ContractError where `edtf` is none of the spellings above.
    """
    value = _parse(edtf)
    return (None, None) if isinstance(value, _Yearly) else (value.first, value.last)


def is_open_year(edtf: str) -> bool:
    """Whether `edtf` names days of an unknown year ("XXXX-12-04"). Raises ContractError as `bounds` does."""
    return isinstance(_parse(edtf), _Yearly)


def precision(edtf: str) -> int:
    """Length of `edtf` in days: the smaller, the more it says. Open ends reach to years 1 and 9999."""
    value = _parse(edtf)
    if isinstance(value, _Yearly):
        return value.length() + OPEN_YEAR_DAYS
    return ((value.last or date.max) - (value.first or date.min)).days + 1


def relation(a: str, b: str) -> EdtfRelation:
    """How the days of `a` stand to the days of `b`: relation("2025", "2025-12") is "contains".

    Raises ContractError as `bounds` does.
    """
    one, other = _parse(a), _parse(b)
    if isinstance(one, _Yearly):
        return _yearly_to_yearly(one, other) if isinstance(other, _Yearly) else _mirror(_span_to_yearly(other, one))
    return _span_to_yearly(one, other) if isinstance(other, _Yearly) else _span_to_span(one, other)


def compatible(a: str, b: str) -> bool:
    """Whether one day could satisfy both. Not transitive: "2025" goes with May and with June, those two do not."""
    return relation(a, b) != "disjoint"


# --- reading -------------------------------------------------------------------------------------------------------


def _parse(edtf: str) -> _Span | _Yearly:
    start, slash, end = edtf.partition("/")
    try:
        first = _parse_end(start) if start != ".." else None
        last = (_parse_end(end) if end != ".." else None) if slash else first
    except ValueError as error:
        raise _unreadable(edtf) from error
    yearly = [isinstance(side, _Yearly) for side in (first, last) if side is not None]
    if any(yearly) and not (all(yearly) and len(yearly) == 2):
        raise _unreadable(edtf)
    if isinstance(first, _Yearly) and isinstance(last, _Yearly):
        return _Yearly(first.first, last.last)
    assert not isinstance(first, _Yearly)
    assert not isinstance(last, _Yearly)
    span = _Span(first.first if first else None, last.last if last else None)
    if span.first and span.last and span.first > span.last:
        raise _unreadable(edtf)
    return span


def _parse_end(text: str) -> _Span | _Yearly:
    match = _DATED.fullmatch(text)
    if match is None or len(match[1]) != 4:
        raise ValueError(text)
    year, month, day = match.groups()
    if year == "XXXX":
        if month in (None, "XX") or day == "XX":
            raise ValueError(text)
        first, last = _days(_LEAP, int(month), day)
        return _Yearly(_day_of_year(first), _day_of_year(last))
    if "X" in year or month in (None, "XX"):
        if "X" in year and month is not None:
            raise ValueError(text)
        return _Span(date(int(year.replace("X", "0")) or 1, 1, 1), date(int(year.replace("X", "9")), 12, 31))
    return _Span(*_days(int(year), int(month), None if day == "XX" else day))


def _days(year: int, month: int, day: str | None) -> tuple[date, date]:
    if day is not None:
        only = date(year, month, int(day))
        return only, only
    from_month, to_month = _SEASONS.get(month, (month, month))
    if month == 24 and year != _LEAP:
        return date(year - 1, 12, 1), date(year + 1, 2, 28 + (monthrange(year + 1, 2)[1] == 29))
    date(year, from_month, 1)  # a month that is none raises ValueError here, as everywhere else
    return date(year, from_month, 1), date(year, to_month, monthrange(year, to_month)[1])


def _day_of_year(day: date) -> int:
    return (date(_LEAP, day.month, day.day) - date(_LEAP, 1, 1)).days


def _unreadable(edtf: str) -> ContractError:
    return ContractError(
        f"{edtf[:60]!r} is not a date in EDTF as this program writes it; give e.g. 2025-12-04 or 2024/2025"
    )


# --- comparing -----------------------------------------------------------------------------------------------------


def _name(in_a: bool, in_b: bool, shared: bool) -> EdtfRelation:
    """The relation of two sets: has `a` days of its own, has `b`, have they days in common?"""
    if not shared:
        return "disjoint"
    if in_a:
        return "overlaps" if in_b else "contains"
    return "within" if in_b else "equal"


def _mirror(found: EdtfRelation) -> EdtfRelation:
    return {"contains": "within", "within": "contains"}.get(found, found)  # type: ignore[return-value]


def _span_to_span(a: _Span, b: _Span) -> EdtfRelation:
    a_first, a_last = a.first or date.min, a.last or date.max
    b_first, b_last = b.first or date.min, b.last or date.max
    return _name(
        a_first < b_first or a_last > b_last,
        b_first < a_first or b_last > a_last,
        a_first <= b_last and b_first <= a_last,
    )


def _yearly_to_yearly(a: _Yearly, b: _Yearly) -> EdtfRelation:
    shared = _shared(a.parts(), b.parts())
    return _name(a.length() > shared, b.length() > shared, shared > 0)


def _span_to_yearly(span: _Span, yearly: _Yearly) -> EdtfRelation:
    """A span holds all years' days only if both its ends are open, so elsewhere `yearly` has days of its own."""
    first, last = span.first or date.min, span.last or date.max
    whole_year = yearly.length() == _YEAR_LENGTH
    all_time = span.first is None and span.last is None
    if last.year - first.year > _CYCLE:
        return _name(not whole_year, not all_time, True)
    shared = length = 0
    for year in range(first.year, last.year + 1):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        parts = [(_day_of_year(begin), _day_of_year(end))]
        common = _shared(parts, yearly.parts())
        if monthrange(year, 2)[1] == 28:  # the calendar the days are counted on has a 29 February that this year lacks
            leap_day = [(_day_of_year(date(_LEAP, 2, 29)),) * 2]
            common -= min(_shared(parts, leap_day), _shared(yearly.parts(), leap_day))
        shared += common
        length += (end - begin + timedelta(days=1)).days
    return _name(shared < length, True, shared > 0)


def _shared(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    return sum(max(0, min(p[1], q[1]) - max(p[0], q[0]) + 1) for p in a for q in b)
