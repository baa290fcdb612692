"""How each form of a date expression is read: from the tokens of a match to a function from context to EDTF.

A reader gives None where the calendar or the words around say that this is no date. The classes that the readers look
for are those of `date_forms` and `calendars`.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from summarizer.values.lexing import Lexed
from summarizer.values.partials import (
    DateContext,
    Partial,
    first_day,
    fiscal,
    last_day,
    period_from,
    placed,
    possible,
    shifted_month,
    shifted_weekday,
    third_of_month,
    third_of_year,
    written,
)

FIRST_BARE_YEAR, LAST_BARE_YEAR = 1900, 2099  # without a word like "in" before it, still narrower

Reading = Callable[[DateContext], str | None]
"""What the words say, still without its context."""


def _numbers(lexed: Lexed, first: int, last: int, kinds: str) -> list[int]:
    return [int(lexed.tokens[index].fold) for index in range(first, last) if lexed.classes[index] in kinds]


def _values(lexed: Lexed, first: int, last: int, kinds: str) -> list[int]:
    found = []
    for index in range(first, last):
        value = lexed.tokens[index].value
        if lexed.classes[index] in kinds and isinstance(value, int):
            found.append(value)
    return found


def _partial(lexed: Lexed, first: int, last: int) -> Partial:
    day, month, year = (
        next(iter(found), None)
        for found in (
            _numbers(lexed, first, last, "12"),
            _values(lexed, first, last, "Mm"),
            _numbers(lexed, first, last, "Y"),
        )
    )
    return Partial(year, month, day)


def _is_verb(lexed: Lexed, first: int, last: int) -> bool:
    """Whether a small "may" or "march" without a year stands where a month would."""
    if "Y" in lexed.classes[first:last]:
        return False
    return any(
        lexed.classes[index] == "m"
        and lexed.tokens[index].fold in ("may", "march", "mar")
        and lexed.text[lexed.tokens[index].start].islower()
        for index in range(first, last)
    )


def read_one(lexed: Lexed, first: int, last: int) -> Reading | None:
    """A day or a month, with or without its year and weekday."""
    found = _partial(lexed, first, last)
    if _is_verb(lexed, first, last) or not possible(found):
        return None
    weekday = next(iter(_values(lexed, first, last, "Wv")), None)
    return lambda context: placed(found, found, context, weekday)


def read_range(lexed: Lexed, first: int, last: int) -> Reading | None:
    """Two dates that complete one another: "December 30 to January 2, 2026", "4-5 December", "May-June 2025"."""
    parting = re.compile(r"_?-_?|_T_|_&_|_a_").search(lexed.classes, first, last)
    if parting is None or _is_verb(lexed, first, last):
        return None
    one, other = _partial(lexed, first, parting.start()), _partial(lexed, parting.end(), last)
    one = Partial(one.year, one.month or other.month, one.day)
    other = Partial(other.year, other.month or one.month, other.day)
    if one.month is None or other.month is None:
        return None
    wraps = (one.month, one.day or 0) > (other.month, other.day or 32)
    if one.year is None and other.year is not None:
        one = one._replace(year=other.year - wraps)
    elif other.year is None and one.year is not None:
        other = other._replace(year=one.year + wraps)
    stated = one.year is not None and other.year is not None
    if not possible(one) or not possible(other) or (stated and first_day(one) > last_day(other)):
        return None
    if "&" in parting[0] and "B" not in lexed.classes[first:last] and (one.day or 0) + 1 != other.day:
        return None  # "December 4 and 9" are two days
    return lambda context: placed(one, other, context)


def read_years(lexed: Lexed, first: int, last: int) -> Reading | None:
    one, other = _numbers(lexed, first, last, "Y")
    return (lambda _: f"{one:04}/{other:04}") if one < other else None


def read_short_years(lexed: Lexed, first: int, last: int) -> Reading | None:
    """ "2024-25" (a fiscal year), "2025-30" (years), "2025-12" (ISO month); "2011-12" may be first or last."""
    year, short = _numbers(lexed, first, last, "Y")[0], int(lexed.tokens[last - 1].fold)
    end = year - year % 100 + short
    if lexed.classes[last - 1] == "1":
        return None
    if end == year + 1 or (short == 0 and year % 100 == 99):
        return lambda context: fiscal(year, year + 1, context, 0, 12)
    if lexed.classes[last - 2] == "-" and 1 <= short <= 12:
        return lambda _: f"{year:04}-{short:02}"
    return (lambda _: f"{year:04}/{end:04}") if end > year else None


def read_iso(lexed: Lexed, first: int, last: int) -> Reading | None:
    return _in_order(_numbers(lexed, first, last, "12Y"))


def _in_order(numbers: list[int]) -> Reading | None:
    """Year, month, day; twice for a range."""
    dates = [Partial(*numbers[index : index + 3]) for index in range(0, len(numbers), 3)]
    if not all(map(possible, dates)) or first_day(dates[0]) > last_day(dates[-1]):
        return None
    return lambda _: written(dates[0], dates[-1])


def read_glyphs(lexed: Lexed, first: int, last: int) -> Reading | None:
    """2025年12月2日 and its parts and ranges: each number is followed by what it counts."""
    halves: list[dict[str, int]] = [{}]
    number = 0
    for index in range(first, last):
        kind = lexed.classes[index]
        if kind in "12Y":
            number = int(lexed.tokens[index].fold)
        elif kind in "ynz":
            halves[-1][kind] = number
        elif kind in "-T":
            halves[-1].setdefault("z", number)
            halves.append({})
    dates = [Partial(half.get("y"), half.get("n"), half.get("z")) for half in halves]
    one, other = dates[0], dates[-1]
    other = Partial(other.year or one.year, other.month or one.month, other.day)
    if one.month is None:
        return lambda _: f"{one.year:04}"
    if not possible(one) or not possible(other):
        return None
    return lambda context: placed(one, other, context)


def read_numeric(lexed: Lexed, first: int, last: int) -> Reading | None:
    """02.12.2025 is day, month, year wherever points are written; with strokes the order depends on the country."""
    a, b = _numbers(lexed, first, last, "12")
    year = _numbers(lexed, first, last, "Y")[0]
    if lexed.classes[first + 1] != lexed.classes[last - 2]:
        return None
    orders = [Partial(year, b, a)] if lexed.classes[first + 1] == "." else [Partial(year, b, a), Partial(year, a, b)]
    days = sorted({order for order in orders if possible(order)})
    if not days:
        return None
    return lambda _: written(days[0], days[0]) if len(days) == 1 else f"{year:04}-XX-XX"


def read_fiscal_year(lexed: Lexed, first: int, last: int) -> Reading | None:
    """FY25, FY2024-25, fiscal 2024-25, Q3 FY25, the second half of fiscal 2025."""
    begin, months = _portion(lexed, first, last)
    at = lexed.classes.index("F", first, last)
    numbers = [
        index for index in range(first, last) if lexed.classes[index] in "12dY" and not _counts_portion(lexed, index)
    ]
    years = [int(lexed.tokens[index].fold) for index in numbers]
    if not years or len(years) > 2 or (at < numbers[0] and lexed.tokens[numbers[0]].start - lexed.tokens[at].end > 3):
        return None
    year = years[0] if years[0] > 99 else 2000 + years[0]
    if len(years) == 1:
        return lambda context: fiscal(None, year, context, begin, months)
    if (year + 1) % 100 != years[1] % 100:
        return None
    return lambda context: fiscal(year, year + 1, context, begin, months)


def _counts_portion(lexed: Lexed, index: int) -> bool:
    return index > 0 and lexed.classes[index - 1] == "q"


def _portion(lexed: Lexed, first: int, last: int) -> tuple[int, int]:
    """Months before it and months in it, of a quarter or half among the tokens; the whole year without one."""
    for index in range(first, last):
        value = lexed.tokens[index].value
        if lexed.classes[index] == "Q" and isinstance(value, tuple):
            return value[0] - 1, value[1]
        if lexed.classes[index] == "q" and isinstance(value, int):
            return (int(lexed.tokens[index + 1].fold) - 1) * value, value
    return 0, 12


def read_quarter(lexed: Lexed, first: int, last: int) -> Reading | None:
    """Q3 2025, H1, the first half of 2026: calendar quarters unless called fiscal."""
    begin, months = _portion(lexed, first, last)
    if begin + months > 12:
        return None
    year = next(iter(_numbers(lexed, first, last, "Y")), None)
    one, other = Partial(year, begin + 1, None), Partial(year, begin + months, None)
    return lambda context: placed(one, other, context)


def read_season(lexed: Lexed, first: int, last: int) -> Reading | None:
    season, year = _values(lexed, first, last, "s")[0], _numbers(lexed, first, last, "Y")[0]
    return lambda _: f"{year:04}-{season}"


def read_decade(lexed: Lexed, first: int, last: int) -> Reading | None:
    year = _numbers(lexed, first, last, "Y")[0]
    part = next(iter(_values(lexed, first, last, "P")), None)
    if year % 10 or (part is not None and year % 100 == 0 and year < 2000):
        return None
    if part is None:
        return lambda _: f"{year // 100:02}XX" if year % 100 == 0 and year < 2000 else f"{year // 10:03}X"
    begin, end = ((0, 3), (4, 6), (7, 9))[part]
    return lambda _: f"{year + begin:04}/{year + end:04}"


def read_part(lexed: Lexed, first: int, last: int) -> Reading | None:
    """Early 2026, mid-December, late May 2025."""
    part = _values(lexed, first, last, "P")[0]
    found = _partial(lexed, first, last)
    if found.month is None and found.year is not None:
        year = found.year
        return lambda _: third_of_year(year, part)
    if found.month is None or _is_verb(lexed, first, last):
        return None
    one, other = third_of_month(found.year, found.month, part)
    return lambda context: placed(one, other, context)


def read_relative_day(lexed: Lexed, first: int, last: int) -> Reading | None:
    shift = _values(lexed, first, last, "R")[0]
    return lambda context: str(context.published + timedelta(days=shift)) if context.published else None


def read_ago(lexed: Lexed, first: int, last: int) -> Reading | None:
    count = next(iter([*_values(lexed, first, last, "w"), *_numbers(lexed, first, last, "12d")]), 1)
    period = next(str(token.value) for token in lexed.tokens[first:last] if isinstance(token.value, str))
    return lambda context: period_from(context, -count, period)


def read_shifted(lexed: Lexed, first: int, last: int) -> Reading | None:
    """Last week, next year, last Tuesday, this May, the end of this year, earlier this month."""
    shift = next(iter(_values(lexed, first, last, "L")), 0)
    part = next(iter(_values(lexed, first, last, "P")), None)
    period = next((str(token.value) for token in lexed.tokens[first:last] if isinstance(token.value, str)), None)
    if period is not None:
        return lambda context: period_from(context, shift, period, part)
    weekday = next(iter(_values(lexed, first, last, "W")), None)
    if weekday is not None:
        return lambda context: shifted_weekday(weekday, shift, context)
    month = next(iter(_values(lexed, first, last, "Mm")), None)
    if month is not None:
        return None if _is_verb(lexed, first, last) else lambda context: shifted_month(month, shift, context)
    return lambda _: None  # "last summer": whose summer is not said


def read_weekday(lexed: Lexed, first: int, last: int) -> Reading | None:
    weekday = _values(lexed, first, last, "W")[0]

    def read(context: DateContext) -> str | None:
        if context.published is None:
            return None
        back = (context.published.weekday() - weekday) % 7
        if context.direction == "past" or (context.direction is None and back <= 3):
            return str(context.published - timedelta(days=back))
        return str(context.published + timedelta(days=(7 - back) % 7))

    return read


def read_bare_month(lexed: Lexed, first: int, last: int) -> Reading | None:
    written = lexed.text[lexed.tokens[first].start]
    if written.isascii() and written.islower() and lexed.tokens[first].fold in ("may", "march", "mar", "august", "sep"):
        return None
    return read_one(lexed, first, last)


_COUNTED_BEFORE = frozenset(
    "resolution no number article section flight boeing airbus about over nearly almost than least some approximately"
    " roughly room model law order directive regulation rs version page line only exactly type mark unit bill code"
    " freedom".split()
)
_YEAR_BEFORE = frozenset(
    "in since by until till from of during before after to through year early mid late for".split()
)


def read_bare_year(lexed: Lexed, first: int, last: int) -> Reading | None:
    """A year standing alone: four digits that nothing marks as a count, an amount or a number of a thing."""
    year = _numbers(lexed, first, last, "Y")[0]
    before = first - 2 if first >= 2 and lexed.classes[first - 1] in "_ " else None
    word = lexed.tokens[before].fold if before is not None else ""
    if word == "." and before:
        word = lexed.tokens[before - 1].fold
    if word in _COUNTED_BEFORE or (first and lexed.text[lexed.tokens[first].start - 1] in "$€£¥₹#~≈"):
        return None
    unlikely = not FIRST_BARE_YEAR <= year <= LAST_BARE_YEAR or year % 100 == 0
    if unlikely and word not in _YEAR_BEFORE:
        return None
    return lambda _: f"{year:04}"


def read_certain_year(lexed: Lexed, first: int, last: int) -> Reading | None:
    year = _numbers(lexed, first, last, "Y")[0]
    return lambda _: f"{year:04}"
