"""Counts of things: whole readings, and numbers that count nothing."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.records import Bound
from summarizer.values.quantities import Quantity, find_quantities, parse_quantity

EXACT, AT_LEAST, AT_MOST, APPROXIMATE = Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.APPROXIMATE


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("India wants 300 new S-400 missiles.", "300 new S-400 missiles", Quantity(300, 300, 300, "missiles")),
        ("procure 300 missiles for its S-400 systems", "300 missiles", Quantity(300, 300, 300, "missiles")),
        ("(got three squadrons out of five)", "three squadrons out of five", Quantity(3, 3, 3, "squadrons", EXACT, 5)),
        ("three of five squadrons", "three of five squadrons", Quantity(3, 3, 3, "squadrons", EXACT, 5)),
        ("three of its five squadrons", "three of its five squadrons", Quantity(3, 3, 3, "squadrons", EXACT, 5)),
        ("dozens of tanks", "dozens of tanks", Quantity(None, 24, None, "tanks", AT_LEAST)),
        ("up to 24 jets", "up to 24 jets", Quantity(24, None, 24, "jets", AT_MOST)),
        ("two squadrons of 18", "two squadrons", Quantity(2, 2, 2, "squadrons")),
        ("for 114 fighter jets", "114 fighter jets", Quantity(114, 114, 114, "jets")),
        ("at least 40 tanks", "at least 40 tanks", Quantity(40, 40, None, "tanks", AT_LEAST)),
        ("nearly 200 tanks", "nearly 200 tanks", Quantity(200, None, None, "tanks", APPROXIMATE)),
        ("200-300 drones", "200-300 drones", Quantity(None, 200, 300, "drones", APPROXIMATE)),
        ("between 40 and 50 tanks", "between 40 and 50 tanks", Quantity(None, 40, 50, "tanks", APPROXIMATE)),
        ("a dozen Leopard 2 tanks", "a dozen Leopard 2 tanks", Quantity(12, 12, 12, "tanks")),
        ("for 180 K2 tanks", "180 K2 tanks", Quantity(180, 180, 180, "tanks")),
        ("eight Type 26 frigates", "eight Type 26 frigates", Quantity(8, 8, 8, "frigates")),
        ("18 155mm howitzers", "18 155mm howitzers", Quantity(18, 18, 18, "howitzers")),
        (
            "five additional S-400 Triumf surface-to-air missile systems",
            "five additional S-400 Triumf surface-to-air missile systems",
            Quantity(5, 5, 5, "systems"),
        ),
        ("the 12 F-16 Block 70 aircraft", "12 F-16 Block 70 aircraft", Quantity(12, 12, 12, "aircraft")),
        ("2000 troops", "2000 troops", Quantity(2000, 2000, 2000, "troops")),
        ("2,021 missiles", "2,021 missiles", Quantity(2021, 2021, 2021, "missiles")),
        ("one million shells", "one million shells", Quantity(1000000, 1000000, 1000000, "shells")),
        ("300枚导弹", "300枚导弹", Quantity(300, 300, 300, "missiles")),
        ("120 танков", "120 танков", Quantity(120, 120, 120, "tanks")),
    ],
)
def test_reading(sentence: str, text: str, expected: Quantity) -> None:
    assert [span.text for span in find_quantities(sentence)] == [text]
    assert parse_quantity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a dozen",
        "In 2021 missiles were fired",
        "155 mm howitzers",
        "155mm howitzers",
        "a two-day visit with tanks",
        "5 states bought tanks",
        "300 missile strikes",
        "Type 26 frigates",
        "MiG 29 jets",
        "Su-30 fighter jets",
        "$5 missiles",
        "on December 4 drones hit",
        "10 inter-governmental documents and more than 15 commercial MoUs",
        "4.5-generation jets",
        "the 23rd regiments",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert find_quantities(text) == []
    assert parse_quantity(text) is None


def test_several_in_one_sentence() -> None:
    text = "2 P-8I aircraft and 24 MH-60R helicopters, 12 tanks, five ships"
    found = [span.text for span in find_quantities(text)]
    assert found == ["2 P-8I aircraft", "24 MH-60R helicopters", "12 tanks", "five ships"]
    assert parse_quantity(text) is None


PIECES = ["5", "40", "2000", "two", "dozen", "a", "dozens", "of", "out of", "up to", "S-400", "new", "tanks", "missile"]
PIECES += ["-", ",", ".", "and", "between", "missiles", "\n\n", "squadron", "million", "枚导弹", "٣", "each", "²"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_what_is_found_stands_there_and_can_be_read(text: str) -> None:
    spans = find_quantities(text)
    for span in spans:
        assert text[span.start : span.end] == span.text
        quantity = parse_quantity(span.text)
        assert quantity is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["1", "4-", "5 ", "300 new S-400 ", "two ", "more than "])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_quantities(text)
        return time.process_time() - begin

    seconds(1000)  # the lexicon is built once
    short = min(seconds(5_000) for _ in range(3))
    # 8 times the text; quadratic would be 64 times. The slack is for a machine that others use as well.
    assert min(seconds(40_000) for _ in range(2)) < 40 * short + 1.0
