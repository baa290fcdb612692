"""Numbers as written, and the tokens that two wordings of one claim must share."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.values.lexing import lex, make_lexicon
from summarizer.values.numbers import critical_tokens, find_numbers, parse_integer, parse_number, plain


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("three", "3", "1"),
        ("twenty-five", "25", "1"),
        ("two hundred and five", "205", "1"),
        ("one hundred thousand", "100000", "1000"),
        ("two dozen", "24", "12"),
        ("a dozen", "12", "1"),
        ("half a billion", "500000000", "500000000"),
        ("5,000", "5000", "1"),
        ("1,00,000", "100000", "1"),
        ("1.234.567,89", "1234567.89", "0.01"),
        ("1,5", "1.5", "0.1"),
        ("0,125", "0.125", "0.001"),
        ("1.2 million", "1200000", "100000"),
        ("68.7bn", "68700000000", "100000000"),
        ("5 lakh", "500000", "100000"),
        ("26 crore", "260000000", "10000000"),
        ("1 lakh crore", "1000000000000", "1000000000000"),
        ("१२,०००", "12000", "1"),
        ("٢٥", "25", "1"),
        ("5亿", "500000000", "100000000"),
        ("10\u00a0000", "10000", "1"),
    ],
)
def test_reading(text: str, value: str, step: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert (plain(number.value), plain(number.step)) == (value, step)


@pytest.mark.parametrize("text", ["", "dozens", "two three", "ten five", "S-400", "9" * 30, "and", "million"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_integers() -> None:
    assert [parse_integer(text) for text in ("5 lakh", "2.5", "2.5 million", "dozens")] == [500000, None, 2500000, None]


def test_finding_leaves_designations_ordinals_and_versions_alone() -> None:
    text = "S-400 and 23rd, two three; 40 tanks, 1.2.3, 2-3 billion"
    assert [span.text for span in find_numbers(text)] == ["two", "three", "40", "2", "3 billion"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sent 40 tanks.", ("40",)),
        ("It sent forty tanks.", ("40",)),
        ("It did not agree.", ("not",)),
        ("It didn’t agree.", ("not",)),
        ("Moscow denied it would never leave without 1.2 million", ("deny", "never", "without", "1200000")),
        ("No. 5 has no S-400", ("5", "not", "400")),
        ("dozens of the 22nd on December 4–5", ("dozens", "22", "4", "5")),
        ("Он не отрицал", ("not", "deny")),
        ("俄罗斯否认", ("deny",)),
        ("did agree", ()),
    ],
)
def test_critical_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert critical_tokens(text) == expected


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_plain_and_reading_are_inverse(value: Decimal) -> None:
    text = plain(value)
    assert "E" not in text
    if len(text.partition(".")[2]) != 3:  # three decimals could be a group of thousands in another language
        number = parse_number(text)
        assert number is not None
        assert number.value == value


@given(st.integers(0, 10**15))
def test_grouped_digits(value: int) -> None:
    assert parse_integer(f"{value:,}") == value


@given(st.text())
def test_any_text_is_lexed_whole(text: str) -> None:
    lexed = lex(text, make_lexicon([("in of", "p", None)]))
    assert "".join(text[token.start : token.end] for token in lexed.tokens) == text
    assert len(lexed.classes) == len(lexed.tokens)


@given(st.text(alphabet="0123456789.,- abnS'twoand½²٣\n"))
def test_found_numbers_stand_in_the_text_and_can_be_read(text: str) -> None:
    for span in find_numbers(text):
        assert text[span.start : span.end] == span.text
        assert parse_number(span.text) == span.number
    critical_tokens(text)
