"""Values of the contract in words for people: figures, quantities, the terms of the schema, counts.

A figure keeps every digit: it is written in millions, billions or trillions only where at most three decimals remain,
and in full otherwise, so that no value on a page is rounder than the one in the record.
"""

from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_symbol, is_currency
from pydantic import JsonValue

from summarizer.digest.dates import date_words
from summarizer.records import Problem

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
# More decimals than this read worse than the plain figure ("$12.345678 million").
_SCALED_DECIMALS = 3

_BOUNDS = {"exact": "", "approximate": "about ", "at_least": "at least ", "at_most": "at most "}

RELATIONS = {
    "contradiction": "contradicts the chosen value",
    "superseded": "earlier state, since overtaken",
    "scope": "speaks of something narrower or wider",
}
KIND_WORDS = {
    "agreement": "Agreement",
    "date": "Date",
    "weapon": "Weapon",
    "trade_figure": "Figure",
    "stance": "Stance",
}
# Fields whose values are terms of the schema, written with underscores there.
_TERMS = frozenset({"status", "stage", "position", "bound", "modality", "step"})


def term(value: str) -> str:
    """A term of the schema in words: "in_force" becomes "in force"."""
    return value.replace("_", " ")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 article", "2 articles", "2 stories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_words(value: str) -> str:
    """A plain decimal string for reading ("68700000000" → "68.7 billion"), no digit lost; other text as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    for scale, name in _SCALES:
        scaled = number / scale
        exponent = scaled.normalize().as_tuple().exponent
        if (
            abs(number) >= scale
            and isinstance(exponent, int)
            and -exponent <= _SCALED_DECIMALS
            and scaled * scale == number
        ):
            return f"{scaled.normalize():,f} {name}"
    return f"{number:,f}"


def figure_words(value: str, unit: str, bound: str = "exact") -> str:
    """A figure with its unit and bound: ("50000000000", "USD", "at_least") → "at least $50 billion (USD)".

    `unit` is an ISO 4217 code, "%", or any other noun; symbols are those of the Unicode CLDR for English.
    """
    prefix = _BOUNDS.get(bound, f"{term(bound)} ")
    amount = number_words(value)
    if unit == "%":
        return f"{prefix}{amount}%"
    if not is_currency(unit):
        return f"{prefix}{amount} {unit}".rstrip()
    symbol = get_currency_symbol(unit, locale="en_US")
    if symbol == unit:
        return f"{prefix}{unit} {amount}"
    sign, digits = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    return f"{prefix}{sign}{symbol}{digits} ({unit})"


def value_words(field: str, value: JsonValue) -> str:
    """The value of one field of a merged record in words; what has no words of its own is written plainly."""
    if value is None:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:,}"
    if isinstance(value, list):
        separator = "; " if any(isinstance(item, dict) for item in value) else ", "
        return separator.join(value_words(field, item) for item in value) or "none"
    if isinstance(value, dict):
        return _dict_words(value)
    if field in ("date", "period"):
        return date_words(value)
    if field == "value":
        return number_words(value)
    return term(value) if field in _TERMS else value


def problem_words(problem: Problem) -> str:
    """What is wrong with an input and what to do, as sentences."""
    parts = (problem.what.strip(), problem.hint.strip())
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def _dict_words(value: dict[str, JsonValue]) -> str:
    """An act ("State Duma ratified (2 December)"), a figure with unit and bound, or any other set of named values."""
    actor, step, when = value.get("actor"), value.get("step"), value.get("date_text")
    if isinstance(actor, str) and isinstance(step, str):
        return f"{actor} {term(step)}" + (f" ({when})" if isinstance(when, str) and when else "")
    amount, unit, bound = value.get("value"), value.get("unit"), value.get("bound", "exact")
    if isinstance(amount, str) and isinstance(unit, str) and isinstance(bound, str):
        return figure_words(amount, unit, bound)
    return ", ".join(
        f"{term(key)}: {value_words(key, item)}" for key, item in sorted(value.items()) if item is not None
    )
