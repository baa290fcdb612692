"""The Markdown page: a whole expected page, and that no text from outside can be more than text."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sample_digest import COPY, DAILY, WIRE, record, sample, support

from summarizer.digest import RENDERERS, plain, to_markdown
from summarizer.digest.dates import date_order, date_words
from summarizer.digest.facts import fact_words
from summarizer.digest.markdown import escape
from summarizer.digest.page import page
from summarizer.digest.plain import excerpt
from summarizer.digest.words import figure_words, number_words, value_words
from summarizer.records import Digest, Modality

EXPECTED = Path(__file__).parent / "expected" / "digest.md"
HOSTILE = (
    "[x](javascript:1)",
    "![x](https://evil.example/pixel.png)",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "a | b | c",
    "`code` ``` fence",
    "```sh",
    "~~~",
    "# heading #",
    "- item",
    "+ item",
    "* item",
    "12. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "***bold*** __x__ _y_",
    "&lt;b&gt; &#60;",
    "https://evil.example www.evil.example mailto:a@evil.example",
    "[1]: https://evil.example",
    "    indented code",
    "line\n\n# heading\n- list\n",
    "line\r# heading\u2028# heading\u0085# heading\x0b# heading",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\u202ethgir ot tfel\u202c",
    "back\\slash\\",
    "{{ 7*7 }}{% raw %}",
    "",
    "\x00",
)
# Characters that mean something to Markdown, HTML, templates or terminals, mixed with letters and other scripts.
RISKY = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~&;:/=@\"' \t\n\r\x0b\x1b\x00\u2028\u202e\u200b\u200dabwx019अ中é")
    | st.characters(codec="utf-8"),
    max_size=40,
)
COMMONMARK = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def test_page_as_expected() -> None:
    assert to_markdown(sample()) == EXPECTED.read_text(encoding="utf-8")


def test_page_does_not_depend_on_the_order_of_the_lists() -> None:
    digest = sample()
    turned = digest.model_copy(
        update={
            "sources": digest.sources[::-1],
            "rejected": digest.rejected[::-1],
            "problems": digest.problems[::-1],
        }
    )
    assert to_markdown(turned) == to_markdown(digest)


def test_every_record_conflict_source_rejection_and_problem_is_on_the_page() -> None:
    digest, text = sample(), to_markdown(sample())
    for item in digest.stories[0].records:
        assert escape(fact_words(item)) in text or item.kind in ("date", "stance"), item.label
    for words in (
        "palace statement",
        "critical",
        "$60 billion",
        "signed",
        "Leopard 3",
        "the king's tour",
        "Denmark",
        "scan.pdf",
        "3.html",
    ):
        assert words in text


def test_empty_digest() -> None:
    text = to_markdown(Digest(stories=(), sources=()))
    assert "0 stories · 0 articles" in text
    assert "None" not in text


def test_registered_formats() -> None:
    assert sorted(RENDERERS) == ["json", "md"]
    assert RENDERERS["md"](sample()) == to_markdown(sample())


# --- text stays text -----------------------------------------------------------------------------------------------


def shown(tokens: list[Token]) -> str:
    """What a reader sees of inline tokens; anything but text is an error."""
    words = []
    for token in tokens:
        assert token.type in ("text", "softbreak"), token
        words.append(token.content or "\n")
    return "".join(words)


def inline(markdown: str, *around: str) -> str:
    """The text of the one inline token of `markdown`, whose blocks must be exactly those named in `around`."""
    tokens = COMMONMARK.parse(markdown)
    blocks = [token.type for token in tokens if token.type != "inline"]
    assert blocks == list(around), blocks
    return "".join(shown(token.children or []) for token in tokens if token.type == "inline")


@given(RISKY)
def test_escaped_text_is_one_paragraph_of_text(text: str) -> None:
    around = ("paragraph_open", "paragraph_close") if plain(text) else ()
    assert inline(escape(text), *around) == plain(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_wherever_it_stands(text: str) -> None:
    item = ("list_item_open", "paragraph_open", "paragraph_close", "list_item_close")
    if plain(text):
        assert inline(f"{escape(text)}\n", "paragraph_open", "paragraph_close") == plain(text)
        assert inline(f"- {escape(text)}\n", "bullet_list_open", *item, "bullet_list_close") == plain(text)
        assert inline(f"1. {escape(text)}\n", "ordered_list_open", *item, "ordered_list_close") == plain(text)
        assert inline(f"before\n{escape(text)}", "paragraph_open", "paragraph_close") == f"before\n{plain(text)}"
    assert inline(f"## x {escape(text)}\n", "heading_open", "heading_close") == plain(f"x {text}")


@given(RISKY)
def test_escaped_text_stays_in_its_table_cell(text: str) -> None:
    tokens = COMMONMARK.parse(f"| a | b |\n| --- | --- |\n| {escape(text)} | end |\n")
    cells = [shown(token.children or []) for token in tokens if token.type == "inline"]
    assert cells == ["a", "b", plain(text), "end"]


@given(RISKY)
def test_bare_addresses_keep_nothing_that_a_linkifier_looks_for(text: str) -> None:
    line = escape(f"https://a.example/{text} WWW.a.example MAILTO:a@a.example {text}")
    assert not re.search(r"[a-z]://|www\.|mailto:", line, re.IGNORECASE)


def hostile_digest(text: str) -> Digest:
    """The sample with `text` in every place that comes from an article, a model, or a file's name."""
    said = support(WIRE, text or " ", 10)
    spoken = {"party": text}
    items = (
        record("agreement", text, (said,), main=True, name=text, parties=[text, text], acts=[spoken]),
        record("date", text, (said,), event=text, date_text=text, date=None),
        record("weapon", text, (said,), designation=text, quantity_text=text, unit=text, supplier=text),
        record("trade_figure", text, (said,), measure=text, value=text, unit=text, period_text=text),
        record("stance", text, (said,), holder=text, target=text, position=text),
    )
    digest = sample()
    story = digest.stories[0]
    hostile = story.model_copy(
        update={
            "title": text,
            "records": items,
            "origins": tuple(origin.model_copy(update={"reason": text}) for origin in story.origins),
        }
    )
    sources = tuple(
        source.model_copy(update={"path": text, "title": text, "outlet": text, "detail": text})
        for source in digest.sources
    )
    problems = tuple(item.model_copy(update={"path": text, "what": text, "hint": text}) for item in digest.problems)
    rejected = tuple(
        item.model_copy(update={"rejected": item.rejected.model_copy(update={"fact": {text: text}, "detail": text})})
        for item in digest.rejected
    )
    return digest.model_copy(
        update={"stories": (hostile,), "sources": sources, "problems": problems, "rejected": rejected}
    )


def skeleton(markdown: str) -> list[str]:
    """The structure of a page: every block and inline token that is not text, in order."""
    found = []
    for token in COMMONMARK.parse(markdown):
        found.append(token.type)
        found += [child.type for child in token.children or [] if child.type not in ("text", "softbreak")]
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_change_the_structure_of_the_page(text: str) -> None:
    hostile, harmless = to_markdown(hostile_digest(text)), to_markdown(hostile_digest("x" if plain(text) else ""))
    assert skeleton(hostile) == skeleton(harmless)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", hostile)


# --- the views -----------------------------------------------------------------------------------------------------


def test_the_best_quote_is_the_shortest_that_shows_the_value() -> None:
    long = "Officials in the capital said that trade had reached $68.7 billion over the year."
    short, beside = "Trade hit $68.7 billion.", "Trade grew."
    said = (support(WIRE, long), support(DAILY, short), support(COPY, beside))
    fact = record("trade_figure", "trade", said, figure_text="$68.7 billion", value="68700000000", unit="USD")
    story = sample().stories[0].model_copy(update={"records": (fact,)})
    view = page(sample().model_copy(update={"stories": (story,)})).stories[0].headlines[0]
    assert (view.quote.text, view.quote.reference) == (short, 3)


def test_a_syndicated_copy_does_not_make_a_headline() -> None:
    one = record("weapon", "A", (support(WIRE, "A"), support(COPY, "A")), designation="A")
    two = record("weapon", "B", (support(WIRE, "B"), support(DAILY, "B")), designation="B")
    story = sample().stories[0].model_copy(update={"records": (one, two)})
    view = page(sample().model_copy(update={"stories": (story,)})).stories[0]
    assert [(fact.value, fact.single) for fact in view.headlines] == [("B", False)]
    assert [(fact.value, fact.single) for fact in view.further] == [("A", True)]


def test_a_denial_is_not_shown_as_a_fact() -> None:
    said = (support(DAILY, "No deal was signed.", modality=Modality.DENIED),)
    fact = record("agreement", "the deal", said, name="the deal")
    story = sample().stories[0].model_copy(update={"records": (fact,)})
    text = to_markdown(sample().model_copy(update={"stories": (story,)}))
    assert "**Agreement: the deal (denied)**" in text
    assert "denied by: The Daily Ledger" in text


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-12-02", "2 December 2025"),
        ("2025-12", "December 2025"),
        ("2025", "2025"),
        ("196X", "1960s"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
        ("XXXX-12-04", "4 December, year not stated"),
        ("XXXX-12-04/XXXX-12-05", "4–5 December, year not stated"),
        ("XXXX-12", "December, year not stated"),
        ("2025-12-04/2025-12-05", "4–5 December 2025"),
        ("2025-11-30/2025-12-02", "30 November – 2 December 2025"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2024-04/2025-03", "April 2024 – March 2025"),
        ("2025-04/2025-06", "April – June 2025"),
        ("2024-04-01/2025-03-31", "1 April 2024 – 31 March 2025"),
        ("1960/1963", "1960–1963"),
        ("2025-12-XX", "December 2025, day not stated"),
        ("2025-XX", "2025, month not stated"),
        ("2025-XX-XX", "2025, day not stated"),
        ("XXXX-12-30/XXXX-01-02", "30 December – 2 January, year not stated"),
        ("2025-21", "spring 2025"),
        ("2025-34", "second quarter of 2025"),
        ("2025~", "about 2025"),
        ("2025-06?", "June 2025 (uncertain)"),
        ("196X%", "about 1960s (uncertain)"),
        ("2025/..", "from 2025 on"),
        ("../2025-05", "until May 2025"),
        ("2025-13", "2025-13"),
        ("Tuesday", "Tuesday"),
        ("", ""),
        ("/", "/"),
        ("2025-12-02T10:00", "2025-12-02T10:00"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@given(st.text(st.sampled_from("0123456789X-/.?~% "), max_size=24) | st.text(max_size=24))
def test_any_string_has_date_words_and_an_order(text: str) -> None:
    assert date_words(text) or not text
    assert date_order(text) < (3, "", 0, 0)


@given(st.lists(st.dates().map(lambda day: day.isoformat())))
def test_full_dates_sort_by_time(days: list[str]) -> None:
    assert sorted(days, key=date_order) == sorted(days)


def test_order_of_partial_dates() -> None:
    ordered = ["196X", "1965", "2025", "2025-02", "2025-02-18", "2025-21", "XXXX-02-01", "XXXX-12-04", None]
    assert sorted([*ordered[4:], *ordered[:4]], key=date_order) == ordered


@pytest.mark.parametrize(
    ("value", "unit", "bound", "words"),
    [
        ("68700000000", "USD", "exact", "$68.7 billion (USD)"),
        ("50000000000", "USD", "at_least", "at least $50 billion (USD)"),
        ("50000000000", "INR", "approximate", "about ₹50 billion (INR)"),
        ("25", "%", "at_most", "at most 25%"),
        ("2500", "SEK", "exact", "SEK 2,500"),
        ("-4880000000", "EUR", "exact", "-€4.88 billion (EUR)"),
        ("1200000", "tonnes", "exact", "1.2 million tonnes"),
        ("12345678", "USD", "exact", "$12,345,678 (USD)"),
        ("0", "USD", "exact", "$0 (USD)"),
        ("3.5", "%", "exact", "3.5%"),
        ("1000000000000", "JPY", "exact", "¥1 trillion (JPY)"),
    ],
)
def test_figures_in_words(value: str, unit: str, bound: str, words: str) -> None:
    assert figure_words(value, unit, bound) == words


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=2))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    scales = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    words = number_words(f"{number:f}").replace(",", "").split()
    assert Decimal(words[0]) * (scales[words[1]] if words[1:] else 1) == number


def test_values_in_words() -> None:
    assert value_words("status", "in_force") == "in force"
    assert (
        value_words("act", {"actor": "Duma", "step": "ratified", "date_text": "Tuesday"}) == "Duma ratified (Tuesday)"
    )
    assert value_words("parties", ["Norway", "Sweden"]) == "Norway, Sweden"
    assert value_words("value", {"value": "25", "unit": "%", "bound": "exact"}) == "25%"
    assert value_words("quantity", 1200) == "1,200"
    assert value_words("name", None) == "not stated"
    assert value_words("name", "S_400") == "S_400"


@given(st.text(max_size=200), st.text(max_size=10), st.integers(10, 60))
def test_an_excerpt_is_short_and_made_of_the_text(text: str, around: str, limit: int) -> None:
    cut = excerpt(text, around, limit)
    assert len(cut) <= limit + 2
    assert cut.strip("…") in plain(text)


def test_an_excerpt_keeps_the_value_in_sight() -> None:
    text = "word " * 200 + "the price of $5 billion " + "word " * 200
    assert "$5 billion" in excerpt(text, "$5 billion", 100)
