"""EDTF dates in words for people, and their order in time.

EDTF (ISO 8601-2:2019; the Library of Congress's specification of levels 0 and 1, and of level 2 the quarters and
halves) writes an unknown digit as X, an interval with "/", an open end as "..", and marks what is approximate (~),
uncertain (?) or both (%). A date this module cannot read is shown as it stands, never guessed at.
"""

import re
from typing import NamedTuple

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# ISO 8601-2 uses "months" from 21 up for the parts of a year.
_PARTS = {
    "21": "spring {}",
    "22": "summer {}",
    "23": "autumn {}",
    "24": "winter {}",
    "33": "first quarter of {}",
    "34": "second quarter of {}",
    "35": "third quarter of {}",
    "36": "fourth quarter of {}",
    "40": "first half of {}",
    "41": "second half of {}",
}
# The month in which a part of the year begins, for ordering (northern seasons: the news this is for rarely says).
_PART_STARTS = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10, "40": 1, "41": 7}
_POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?([?~%]?)", re.ASCII)
_NO_YEAR = "XXXX"
_UNKNOWN = "XX"


class _Point(NamedTuple):
    year: str
    month: str | None
    day: str | None
    qualifier: str


def _point(text: str) -> _Point | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day, qualifier = match.groups()
    readable_month = month is None or month == _UNKNOWN or month in _PARTS or _month(month) is not None
    # Unknown digits stand at the end of a year (level 1) or fill it; anything else has no short name in words.
    readable_year = year == _NO_YEAR or re.fullmatch(r"[0-9]+X{0,2}", year) is not None
    readable_day = day in (None, _UNKNOWN) or (_month(month) is not None and str(day).isdigit())
    return _Point(year, month, day, qualifier) if readable_month and readable_year and readable_day else None


def _month(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() and 1 <= int(text) <= len(_MONTHS) else None


def _year_words(year: str) -> str:
    if year == _NO_YEAR:
        return "year not stated"
    if year.endswith("XX"):
        century = int(year[:2]) + 1
        suffix = "th" if century % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
        return f"{century}{suffix} century"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    return str(int(year)) if int(year) else year


def _in_year(day_and_month: str, year: str) -> str:
    return f"{day_and_month}, {_year_words(year)}" if year == _NO_YEAR else f"{day_and_month} {_year_words(year)}"


def _qualified(words: str, qualifier: str) -> str:
    about = f"about {words}" if qualifier in ("~", "%") else words
    return f"{about} (uncertain)" if qualifier in ("?", "%") else about


def _point_words(point: _Point) -> str:
    year, month, day, qualifier = point
    number = _month(month)
    if month is None:
        words = _year_words(year)
    elif month in _PARTS:
        words = _PARTS[month].format(_year_words(year))
    elif number is None:
        words = f"{_year_words(year)}, {'month' if day is None else 'day'} not stated"
    elif day is None:
        words = _in_year(_MONTHS[number - 1], year)
    elif day == _UNKNOWN:
        words = f"{_in_year(_MONTHS[number - 1], year)}, day not stated"
    else:
        words = _in_year(f"{int(day)} {_MONTHS[number - 1]}", year)
    return _qualified(words, qualifier)


def _interval_words(first: _Point, last: _Point) -> str:
    if first == last:
        return _point_words(first)
    first_month, last_month = _month(first.month), _month(last.month)
    days_known = all(point.day is not None and point.day.isdigit() for point in (first, last))
    same_year = first.year == last.year and not first.qualifier and not last.qualifier
    if same_year and first_month and last_month and days_known:
        start = str(int(first.day or 0))
        if first_month != last_month:
            start += f" {_MONTHS[first_month - 1]}"
        dash = "–" if first_month == last_month else " – "
        return _in_year(f"{start}{dash}{int(last.day or 0)} {_MONTHS[last_month - 1]}", first.year)
    if same_year and first_month and last_month and first.day is None and last.day is None:
        return _in_year(f"{_MONTHS[first_month - 1]} – {_MONTHS[last_month - 1]}", first.year)
    if first.month is None and last.month is None and not first.qualifier and not last.qualifier:
        return f"{_year_words(first.year)}–{_year_words(last.year)}"
    return f"{_point_words(first)} – {_point_words(last)}"


def date_words(edtf: str) -> str:
    """An EDTF date or interval in words ("4–5 December, year not stated"); a string it cannot read comes back as is."""
    before, slash, after = edtf.partition("/")
    first, last = _point(before), _point(after)
    if not slash:
        return _point_words(first) if first else edtf
    if before in ("", "..") and last:
        return f"until {_point_words(last)}"
    if after in ("", "..") and first:
        return f"from {_point_words(first)} on"
    return _interval_words(first, last) if first and last else edtf


def date_order(edtf: str | None) -> tuple[int, str, int, int]:
    """A sort key that puts dates in order of time by their first day, the longer span first.

    Dates with a year come first, then days and months without one, then what nothing has fixed.
    """
    before, _, after = (edtf or "").partition("/")
    point = _point(before) or _point(after)
    if point is None:
        return (2, "", 0, 0)
    month = _PART_STARTS.get(point.month or "", _month(point.month) or 0)
    day = int(point.day) if point.day is not None and point.day.isdigit() else 0
    return (1 if point.year == _NO_YEAR else 0, point.year.replace("X", "0"), month, day)
