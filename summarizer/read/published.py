"""Publication dates as written by news APIs, scrapers and page heads, read only where they can mean one day.

The day is the one written: a time zone moves no date, since it is the outlet's own calendar that counts. Epoch
numbers name no zone and are read in UTC. 03/04/2025 is two different days to two readers, so it is none.
"""

import re
from datetime import UTC, date, datetime

EARLIEST, LATEST = 1900, 2100
"""Years outside are misread numbers, not dates of news."""
EPOCH_FROM, EPOCH_TO = 631_152_000, 4_102_444_800
"""Seconds since 1970 that mean 1990 to 2100; before the web nobody stamped articles so. A thousand times that is ms."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \-/]{{1,2}}(?:of )?{_MONTH},?[ \-/]{{1,2}}(?P<year>\d{{4}})\b"
    rf"|\b{_MONTH.replace('month', 'month2')} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,2}}(?P<year2>\d{{4}})\b"
    r"|\b(?P<year3>\d{4})[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})(?!\d)"
    r"|\b(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year4>\d{4})\b",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{2}:?\d{2})?)?")


def iso_date(value: object) -> str | None:
    """The ISO 8601 calendar date that `value` (a string or an epoch number) states, or None where it states no one day.

    Read are ISO 8601, RFC 2822, epoch seconds or milliseconds, English month names in either order, and numeric dates
    that can be read one way only ("25/12/2025", "12/12/2025"). Of a longer string the only date in it counts; two
    different dates are none.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?", text, re.ASCII):
        return _epoch(float(text))
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _date(*compact.groups())
    return only_date(text)


def only_date(text: str) -> str | None:
    """The one date written in `text`, as ISO 8601; None if there is none, one that is ambiguous, or several."""
    found = {_of(match) for match in _WRITTEN.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _of(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["year"]:
        return _date(part["year"], MONTHS[part["month"].lower()], part["day"])
    if part["year2"]:
        return _date(part["year2"], MONTHS[part["month2"].lower()], part["day2"])
    if part["year3"]:
        return _date(part["year3"], part["month3"], part["day3"])
    first, second = int(part["a"]), int(part["b"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return _date(part["year4"], month, day)


def _date(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if EARLIEST <= value.year <= LATEST else None


def _epoch(value: float) -> str | None:
    if EPOCH_FROM * 1000 <= value <= EPOCH_TO * 1000:
        value = value / 1000
    if not EPOCH_FROM <= value <= EPOCH_TO:
        return None
    return datetime.fromtimestamp(value, UTC).date().isoformat()
