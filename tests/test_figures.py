"""Money and percentages: whole readings of genre sentences, intervals, and what is not a figure."""

import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.records import Bound
from summarizer.values.figures import (
    Figure,
    compatible_figures,
    figure_interval,
    find_figures,
    parse_figure,
    plain,
)

EXACT, AT_LEAST, AT_MOST, APPROXIMATE = Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.APPROXIMATE


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound", "step"),
    [
        ("$50B+", "50000000000", "USD", AT_LEAST, "1000000000"),
        ("nearly $69 billion", "69000000000", "USD", APPROXIMATE, "1000000000"),
        ("US$68.7bn", "68700000000", "USD", EXACT, "100000000"),
        ("$4.88 billion", "4880000000", "USD", EXACT, "10000000"),
        ("as much as $7.5 billion", "7500000000", "USD", AT_MOST, "100000000"),
        ("$8.9 billion or more", "8900000000", "USD", AT_LEAST, "100000000"),
        ("$60-billion-plus", "60000000000", "USD", AT_LEAST, "1000000000"),
        ("₹5,000 crore", "50000000000", "INR", EXACT, "10000000"),
        ("Rs 39,125 crore", "391250000000", "INR", EXACT, "10000000"),
        ("Rs. 1 lakh crore", "1000000000000", "INR", EXACT, "1000000000000"),
        ("25%", "25", "%", EXACT, "1"),
        ("25 per cent", "25", "%", EXACT, "1"),
        ("around 3.5 percent", "3.5", "%", APPROXIMATE, "0.1"),
        ("−5%", "-5", "%", EXACT, "1"),
        ("٢٥٪", "25", "%", EXACT, "1"),
        ("€1.2 trillion", "1200000000000", "EUR", EXACT, "100000000000"),
        ("1,5 milliards d'euros", "1500000000", "EUR", EXACT, "100000000"),
        ("mehr als 3,5 Milliarden Euro", "3500000000", "EUR", AT_LEAST, "100000000"),
        ("10 млрд рублей", "10000000000", "RUB", EXACT, "1000000000"),
        ("более 20 миллиардов долларов", "20000000000", "USD", AT_LEAST, "1000000000"),
        ("5亿美元", "500000000", "USD", EXACT, "100000000"),
        ("5 अरब डॉलर", "5000000000", "USD", EXACT, "1000000000"),
        ("R$ 1,2 bilhão", "1200000000", "BRL", EXACT, "100000000"),
        ("half a billion dollars", "500000000", "USD", EXACT, "500000000"),
        ("¥43 trillion", "43000000000000", "JPY", EXACT, "1000000000000"),
        ("A$368bn", "368000000000", "AUD", EXACT, "1000000000"),
        ("C$4 million", "4000000", "CAD", EXACT, "1000000"),
        ("HK$5bn", "5000000000", "HKD", EXACT, "1000000000"),
        ("S$5m", "5000000", "SGD", EXACT, "1000000"),
        ("500 million kronor", "500000000", "SEK", EXACT, "1000000"),
        ("43 trillion won", "43000000000000", "KRW", EXACT, "1000000000000"),
        ("10 billion zloty", "10000000000", "PLN", EXACT, "1000000000"),
        ("5 billion dirhams", "5000000000", "AED", EXACT, "1000000000"),
        ("USD 5.4 billion", "5400000000", "USD", EXACT, "100000000"),
        ("up to 500 million US dollars", "500000000", "USD", AT_MOST, "1000000"),
        ("$5 million Canadian dollars", "5000000", "CAD", EXACT, "1000000"),
        ("one hundred million dollars", "100000000", "USD", EXACT, "1000000"),
    ],
)
def test_reading(text: str, value: str, unit: str, bound: Bound, step: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (plain(figure.value), figure.unit, figure.bound, plain(figure.step)) == (value, unit, bound, step)
    assert [span.text for span in find_figures(f"It was ({text}), he said.")] == [text]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$2-3 billion", "2000000000", "3000000000"),
        ("between $2 billion and $3 billion", "2000000000", "3000000000"),
        ("$900 million-$1.2 billion", "900000000", "1200000000"),
        ("10 to 15%", "10", "15"),
    ],
)
def test_a_range_is_its_low_end_and_keeps_its_high_end(text: str, low: str, high: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.high is not None
    assert (plain(figure.value), figure.bound, plain(figure.high)) == (low, AT_LEAST, high)
    assert figure_interval(figure) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade rose from $5 billion to $8 billion.", ["$5 billion", "$8 billion"]),
        ("cut from 10 to 15%", ["15%"]),
        ("A$5bn (US$3.2bn) for $1bn, $2bn and $3bn", ["A$5bn", "US$3.2bn", "$1bn", "$2bn", "$3bn"]),
        ("up 25 percentage points; the party won 5 seats; 40,000 pounds of thrust; try 5 tanks", []),
        ("the S-400, COP 30, F-16 and 300 missiles in 2025", []),
        ("India’s $50B+ trade deficit, $68.7B in FY25", ["$50B+", "$68.7B"]),
        ("a 25% additional tariff", ["25%"]),
    ],
)
def test_finding(text: str, expected: list[str]) -> None:
    assert [span.text for span in find_figures(text)] == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("nearly $69 billion", "$68.7 billion", True),
        ("$69 billion", "$68.7bn", True),
        ("$68 billion", "$68.7 billion", False),
        ("$50B+", "$58.9 billion", True),
        ("up to $50 billion", "$58.9 billion", False),
        ("$50B+", "€58.9 billion", False),
        ("₹39,125 crore", "Rs 391.25 billion", True),
        ("$2-3 billion", "$2.5 billion", True),
        ("$2-3 billion", "$4 billion", False),
    ],
)
def test_compatible(a: str, b: str, expected: bool) -> None:
    one, other = parse_figure(a), parse_figure(b)
    assert one is not None
    assert other is not None
    assert compatible_figures(one, other) is expected
    assert compatible_figures(other, one) is expected


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["USD", "EUR", "INR"]))
def test_a_plain_amount_reads_back(value: Decimal, unit: str) -> None:
    figure = parse_figure(f"{unit} {plain(value)}")
    assert figure is not None
    assert (figure.value, figure.unit) == (value, unit)
    assert compatible_figures(figure, Figure(value, unit))


PIECES = [
    "$",
    "€",
    "5",
    "50",
    "1,000",
    ".7",
    "%",
    " ",
    "-",
    "billion",
    "bn",
    "B+",
    "to",
    "from",
    "between",
    "and",
    "US",
]
PIECES += ["nearly", "per cent", "crore", "Rs", "亿", "美元", "S-", "(", ")", "\n\n", "half a", "won", "², ", "dollars"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text())
def test_what_is_found_stands_there_and_can_be_read(text: str) -> None:
    spans = find_figures(text)
    for span in spans:
        assert text[span.start : span.end] == span.text
        figure = parse_figure(span.text)
        assert figure is not None
        assert (span.kind == "percent") == (figure.unit == "%")
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["1", " ", "$5 billion ", "1,333", "between $5 ", "4-", "two "])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_figures(text)
        return time.process_time() - begin

    seconds(1000)  # the lexicon is built once
    short = min(seconds(5_000) for _ in range(3))
    # 8 times the text; quadratic would be 64 times. The slack is for a machine that others use as well.
    assert min(seconds(40_000) for _ in range(2)) < 40 * short + 1.0
