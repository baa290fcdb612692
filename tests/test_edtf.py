"""Intervals over EDTF: a table of whole answers, and the relations against sets of days counted one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import ContractError
from summarizer.values.edtf import OPEN_YEAR_DAYS, bounds, compatible, is_open_year, precision, relation

MIRROR = {"contains": "within", "within": "contains"}
FROM, TO = date(2023, 1, 1), date(2026, 12, 31)  # holds a leap year, and a year either side of the dates drawn


@pytest.mark.parametrize(
    ("edtf", "first", "last", "days"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), 365),
        ("2025~", date(2025, 1, 1), date(2025, 12, 31), 365),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 29),
        ("2025-12-04", date(2025, 12, 4), date(2025, 12, 4), 1),
        ("196X", date(1960, 1, 1), date(1969, 12, 31), 3653),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), 36524),
        ("2025-XX-XX", date(2025, 1, 1), date(2025, 12, 31), 365),
        ("2025-12-04/2025-12-05", date(2025, 12, 4), date(2025, 12, 5), 2),
        ("2024-04/2025-03", date(2024, 4, 1), date(2025, 3, 31), 365),
        ("2025-22", date(2025, 6, 1), date(2025, 8, 31), 92),
        ("2025-24", date(2024, 12, 1), date(2026, 2, 28), 455),
        ("2025-35", date(2025, 7, 1), date(2025, 9, 30), 92),
        ("2022/..", date(2022, 1, 1), None, (date.max - date(2022, 1, 1)).days + 1),
        ("../2025", None, date(2025, 12, 31), (date(2025, 12, 31) - date.min).days + 1),
        ("XXXX-12-04", None, None, 1 + OPEN_YEAR_DAYS),
        ("XXXX-12-30/XXXX-01-02", None, None, 4 + OPEN_YEAR_DAYS),
    ],
)
def test_bounds_and_precision(edtf: str, first: date | None, last: date | None, days: int) -> None:
    assert (bounds(edtf), precision(edtf)) == ((first, last), days)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2025", "2025-02-18", "contains"),
        ("2025-02-18", "2025-02", "within"),
        ("2025-02-18", "2025-02-18", "equal"),
        ("2025-12", "2025-12-01/2025-12-31", "equal"),
        ("2024-04/2025-03", "2025", "overlaps"),
        ("2025-05", "2025-06", "disjoint"),
        ("196X", "1960/1963", "contains"),
        ("2022/..", "2025", "contains"),
        ("2022/..", "../2021", "disjoint"),
        ("XXXX-12-02", "2025-12-02", "contains"),
        ("2025-12-02", "XXXX-12-02", "within"),
        ("XXXX-12-02", "2025-12-03", "disjoint"),
        ("XXXX-12", "XXXX-12-04/XXXX-12-05", "contains"),
        ("XXXX-12-30/XXXX-01-02", "2026-01-01", "contains"),
        ("XXXX-12-30/XXXX-01-02", "XXXX-01-02", "contains"),
        ("XXXX-05", "2025", "overlaps"),
        ("XXXX-02-29", "2025", "disjoint"),
        ("XXXX-02-29", "2024", "overlaps"),
        ("XXXX-02", "2025-02", "contains"),
        ("XXXX-01/XXXX-12", "2025", "contains"),
        ("../..", "XXXX-12", "contains"),
        ("../..", "XXXX-01/XXXX-12", "equal"),
    ],
)
def test_relation(a: str, b: str, expected: str) -> None:
    assert relation(a, b) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tuesday",
        "2025-13",
        "2025-02-30",
        "25",
        "2025/2024",
        "2025-12-04T10:00",
        "XXXX",
        "XXXX-12/2025",
        "196X-05",
        "/",
    ],
)
def test_what_is_no_edtf_says_so(text: str) -> None:
    with pytest.raises(ContractError, match="EDTF"):
        bounds(text)


days = st.dates(FROM + timedelta(days=400), TO - timedelta(days=400))
month_days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def edtf_strings(draw: st.DrawFn) -> str:
    one, other = sorted([draw(days), draw(days)])
    a, b = draw(month_days), draw(month_days)
    return draw(
        st.sampled_from(
            [
                f"{one:%Y}",
                f"{one:%Y-%m}",
                f"{one}",
                f"{one}/{one + timedelta(days=draw(st.integers(0, 40)))}",
                f"{one:%Y-%m}/{other:%Y-%m}",
                f"XXXX-{a:%m-%d}",
                f"XXXX-{a:%m}",
                f"XXXX-{a:%m-%d}/XXXX-{b:%m-%d}",
                f"XXXX-{a:%m}/XXXX-{b:%m}",
            ]
        )
    )


def naive_days(edtf: str) -> set[date]:
    """The days of `edtf` between FROM and TO, by looking at each of them."""
    every = [FROM + timedelta(days=n) for n in range((TO - FROM).days + 1)]
    if "XXXX" not in edtf:
        first, last = bounds(edtf)
        return {day for day in every if (first or date.min) <= day <= (last or date.max)}
    start, _, end = edtf.partition("/")
    first_key = (start[5:] + "-01")[:5]
    last_key = ((end or start)[5:] + "-31")[:5]
    if first_key <= last_key:
        return {day for day in every if first_key <= f"{day:%m-%d}" <= last_key}
    return {day for day in every if f"{day:%m-%d}" >= first_key or f"{day:%m-%d}" <= last_key}


@settings(deadline=None)
@given(edtf_strings(), edtf_strings())
def test_relations_are_those_of_sets_of_days(a: str, b: str) -> None:
    ours, theirs = naive_days(a), naive_days(b)
    if not ours & theirs:
        expected = "disjoint"
    elif ours == theirs:
        expected = "equal"
    elif ours > theirs:
        expected = "contains"
    elif ours < theirs:
        expected = "within"
    else:
        expected = "overlaps"
    assert relation(a, b) == expected
    assert relation(b, a) == MIRROR.get(expected, expected)
    assert compatible(a, b) == (expected != "disjoint")


@given(edtf_strings())
def test_a_value_equals_itself_and_an_open_year_is_known(edtf: str) -> None:
    assert relation(edtf, edtf) == "equal"
    assert is_open_year(edtf) == ("XXXX" in edtf)
    assert precision(edtf) >= 1
