"""Date expressions: what is found, what the words alone fix, and what publication, direction and budget year add."""

import itertools
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.values.calendars import FISCAL_NAMED_FOR_START
from summarizer.values.dates import FISCAL_START, DateContext, find_dates, resolve, year_stated
from summarizer.values.edtf import bounds, relation

FRIDAY = date(2025, 12, 5)
NOTHING = DateContext()
INDIA = DateContext(FRIDAY, FISCAL_START["IN"])


@pytest.mark.parametrize(
    ("sentence", "text", "alone", "published"),
    [
        ("on December 4–5 for", "December 4–5", "XXXX-12-04/XXXX-12-05", "2025-12-04/2025-12-05"),
        ("talks Dec 4-5 to", "Dec 4-5", "XXXX-12-04/XXXX-12-05", "2025-12-04/2025-12-05"),
        ("on Dec. 2, 2025.", "Dec. 2, 2025", "2025-12-02", "2025-12-02"),
        ("2 December 2025", "2 December 2025", "2025-12-02", "2025-12-02"),
        ("2-5 December", "2-5 December", "XXXX-12-02/XXXX-12-05", "2025-12-02/2025-12-05"),
        ("approves Feb 18 pact", "Feb 18", "XXXX-02-18", "XXXX-02-18"),
        ("in february 2025 by", "february 2025", "2025-02", "2025-02"),
        ("December 30 to January 2", "December 30 to January 2", "XXXX-12-30/XXXX-01-02", "2025-12-30/2026-01-02"),
        ("Pakistan in May.", "May", "XXXX-05", "XXXX-05"),
        ("his first since 2021.", "2021", "2021", "2021"),
        ("in 2000.", "2000", "2000", "2000"),
        ("the 1960s", "1960s", "196X", "196X"),
        ("the early 1960s", "early 1960s", "1960/1963", "1960/1963"),
        ("by mid-2026", "mid-2026", "2026-05/2026-08", "2026-05/2026-08"),
        ("in FY25, and", "FY25", "2024/2025", "2024-04/2025-03"),
        ("FY2024-25", "FY2024-25", "2024/2025", "2024-04/2025-03"),
        ("in 2024-25, nearly", "2024-25", "2024/2025", "2024-04/2025-03"),
        ("fiscal 2024-25", "fiscal 2024-25", "2024/2025", "2024-04/2025-03"),
        ("Q3 FY25", "Q3 FY25", "2024/2025", "2024-10/2024-12"),
        ("in Q3 2025", "Q3 2025", "2025-07/2025-09", "2025-07/2025-09"),
        ("the first half of 2026", "first half of 2026", "2026-01/2026-06", "2026-01/2026-06"),
        ("on Tuesday.", "Tuesday", None, "2025-12-02"),
        ("arriving on Thursday evening, will", "Thursday evening", None, "2025-12-04"),
        ("last Tuesday", "last Tuesday", None, None),
        ("next Tuesday", "next Tuesday", None, "2025-12-09"),
        ("Belousov today co-chaired", "today", None, "2025-12-05"),
        ("a statement last week, the", "last week", None, "2025-11-24/2025-11-30"),
        ("next year", "next year", None, "2026"),
        ("two days ago", "two days ago", None, "2025-12-03"),
        ("the end of the year", "the end of the year", None, "2025-09/2025-12"),
        ("at 2025-12-02T10:00:00Z", "2025-12-02", "2025-12-02", "2025-12-02"),
        ("02.12.2025", "02.12.2025", "2025-12-02", "2025-12-02"),
        ("03/04/2025", "03/04/2025", "2025-XX-XX", "2025-XX-XX"),
        ("13/02/2025", "13/02/2025", "2025-02-13", "2025-02-13"),
        ("2025-2030", "2025-2030", "2025/2030", "2025/2030"),
        ("1 Jan–31 Mar 2024", "1 Jan–31 Mar 2024", "2024-01-01/2024-03-31", "2024-01-01/2024-03-31"),
        ("between May and July 2025", "between May and July 2025", "2025-05/2025-07", "2025-05/2025-07"),
        ("Friday, December 12, 2025", "Friday, December 12, 2025", "2025-12-12", "2025-12-12"),
        ("On December 4, 2000 troops crossed", "December 4", "XXXX-12-04", "2025-12-04"),
        ("December 4 and 9", "December 4", "XXXX-12-04", "2025-12-04"),
        ("effect from 3 September.", "3 September", "XXXX-09-03", "XXXX-09-03"),
        ("between 1 and 3 December", "between 1 and 3 December", "XXXX-12-01/XXXX-12-03", "2025-12-01/2025-12-03"),
        ("summer of 2025", "summer of 2025", "2025-22", "2025-22"),
        ("the post-2014 order", "2014", "2014", "2014"),
        ("del 4 al 5 de diciembre", "4 al 5 de diciembre", "XXXX-12-04/XXXX-12-05", "2025-12-04/2025-12-05"),
        ("2 de dezembro de 2025", "2 de dezembro de 2025", "2025-12-02", "2025-12-02"),
        ("am 2. Dezember 2025", "2. Dezember 2025", "2025-12-02", "2025-12-02"),
        ("le 1er décembre 2025", "1er décembre 2025", "2025-12-01", "2025-12-01"),
        ("2 dicembre 2025", "2 dicembre 2025", "2025-12-02", "2025-12-02"),
        ("4–5 декабря", "4–5 декабря", "XXXX-12-04/XXXX-12-05", "2025-12-04/2025-12-05"),
        ("в декабре", "декабре", "XXXX-12", "2025-12"),
        ("во вторник", "вторник", None, "2025-12-02"),
        ("2 грудня 2025 року", "2 грудня 2025", "2025-12-02", "2025-12-02"),
        ("2 Aralık 2025", "2 Aralık 2025", "2025-12-02", "2025-12-02"),
        ("2 grudnia 2025 r.", "2 grudnia 2025", "2025-12-02", "2025-12-02"),
        ("२ दिसंबर २०२५", "२ दिसंबर २०२५", "2025-12-02", "2025-12-02"),
        ("٢ ديسمبر ٢٠٢٥", "٢ ديسمبر ٢٠٢٥", "2025-12-02", "2025-12-02"),
        ("于2025年12月2日至5日访问", "2025年12月2日至5日", "2025-12-02/2025-12-05", "2025-12-02/2025-12-05"),
    ],
)
def test_reading(sentence: str, text: str, alone: str | None, published: str | None) -> None:
    assert [span.text for span in find_dates(sentence)] == [text]
    assert (resolve(text, NOTHING), resolve(text, INDIA)) == (alone, published)
    assert year_stated(text) == (alone is not None and "XXXX" not in alone)


@pytest.mark.parametrize(
    "text",
    [
        "S-400 and Su-30, 2000 troops, 2,021 missiles, a Boeing 737 and UN resolution 2231",
        "He may agree; troops march on. May 2,000 troops go?",
        "Theresa May's plan for $2025, (EU) 2023/2675 and No. 2025",
        "the 23rd summit, a 30-hour visit, 2030 hours, about 2000",
        "the sun sat on three of out set ago",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("Feb 18", DateContext(FRIDAY, direction="past"), "2025-02-18"),
        ("Feb 18", DateContext(FRIDAY, direction="future"), "2026-02-18"),
        ("Tuesday", DateContext(FRIDAY, direction="past"), "2025-12-02"),
        ("Tuesday", DateContext(FRIDAY, direction="future"), "2025-12-09"),
        ("Friday", DateContext(FRIDAY, direction="past"), "2025-12-05"),
        ("Tuesday, December 2", DateContext(FRIDAY), "2025-12-02"),
        ("Thursday, May 8", DateContext(FRIDAY), "2025-05-08"),
        ("first quarter", DateContext(FRIDAY), "XXXX-01/XXXX-03"),
        ("February 29", DateContext(FRIDAY, direction="past"), "2024-02-29"),
        ("FY25", DateContext(fiscal_start=FISCAL_START["US"]), "2024-10/2025-09"),
        ("FY25", DateContext(fiscal_start=FISCAL_START["PK"]), "2024-07/2025-06"),
        ("FY25", DateContext(fiscal_start=FISCAL_START["RU"]), "2025"),
        ("FY2025", DateContext(fiscal_start=FISCAL_START["JP"], fiscal_named_for="start"), "2025-04/2026-03"),
        ("last May", DateContext(FRIDAY), "2025-05"),
        ("last December", DateContext(FRIDAY), "2024-12"),
        ("next March", DateContext(FRIDAY), "2026-03"),
        ("early next year", DateContext(FRIDAY), "2026-01/2026-04"),
        ("on December 4", DateContext(FRIDAY), "2025-12-04"),
        ("December 4 or May 8", DateContext(FRIDAY), None),
        ("yesterday", DateContext(date.min), None),
        ("December 31", DateContext(date.max), "XXXX-12-31"),
        ("soon", DateContext(FRIDAY), None),
    ],
)
def test_context(text: str, context: DateContext, expected: str | None) -> None:
    assert resolve(text, context) == expected


def test_tables_agree() -> None:
    assert all(1 <= month <= 12 for month in FISCAL_START.values())
    assert set(FISCAL_START) >= FISCAL_NAMED_FOR_START


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_every_full_date_reads_back(day: date, form: str) -> None:
    text = day.strftime(form)
    assert resolve(text, NOTHING) == str(day)
    assert [span.text for span in find_dates(f"It was {text}, they said")] == [text]


@given(
    st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(-400, 400), st.sampled_from(["past", "future", None])
)
def test_the_year_that_context_gives_only_refines(published: date, shift: int, direction: str | None) -> None:
    day = published + timedelta(days=shift)
    context = DateContext(published, direction=direction)  # type: ignore[arg-type]
    text = f"{day:%B} {day.day}"
    alone, placed = resolve(text, NOTHING), resolve(text, context)
    assert alone is not None
    assert placed is not None
    assert relation(alone, placed) in ("contains", "equal")
    first, last = bounds(placed)
    assert direction != "past" or first is None or first <= published
    assert direction != "future" or last is None or last >= published


PIECES = [
    "4",
    "31",
    "2025",
    "98",
    "May",
    "may",
    "Dec.",
    "December",
    "2000",
    "Tuesday",
    "last",
    "week",
    "-",
    "to",
    "and",
]
PIECES += [
    ",",
    "of",
    "the",
    "early",
    "1960s",
    "FY",
    "25",
    "Q3",
    "fiscal",
    "/",
    ".",
    "年",
    "月",
    "日",
    "декабря",
    "ago",
    "²",
    "s",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_what_is_found_stands_there_and_is_edtf(text: str) -> None:
    spans = find_dates(text)
    for span in spans:
        assert text[span.start : span.end] == span.text
        assert [again.text for again in find_dates(f"in {span.text}")] != []
        for context in (NOTHING, INDIA, DateContext(FRIDAY, direction="past")):
            resolved = resolve(span.text, context)
            assert resolved is None or relation(resolved, resolved) == "equal"
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["1", "4-", "5 ", "December 4 ", "May ", "2025-", "2021 "])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_dates(text)
        return time.process_time() - begin

    seconds(1000)  # the lexicon is built once
    short = min(seconds(5_000) for _ in range(3))
    # 8 times the text; quadratic would be 64 times. The slack is for a machine that others use as well.
    assert min(seconds(40_000) for _ in range(2)) < 40 * short + 1.0
