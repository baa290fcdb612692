"""Sentences: a partition of the article outside its furniture, and cuts where a reader would cut."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.read import article_from_text, read, sentences
from summarizer.read.sentences import MAX_SENTENCE
from summarizer.records import Article

SEEDS = Path(__file__).parent.parent / "seeds"
NEWSPRINT = st.text(
    st.one_of(st.sampled_from(list('aB1 .\n\t"”!?•-:|(),।。/…')), st.characters(exclude_categories=["Cs"])),
    max_size=200,
)


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(Article(path="-", text=text))]


def check_partition(article: Article) -> None:
    found = sentences(article)
    assert [sentence.number for sentence in found] == list(range(1, len(found) + 1))
    covered = [0] * len(article.text)
    for sentence in found:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert len(sentence.text) <= MAX_SENTENCE
        for place in range(sentence.start, sentence.end):
            covered[place] += 1
    for start, end in article.furniture:
        for place in range(start, end):
            assert covered[place] == 0
            covered[place] = 1
    for place, character in enumerate(article.text):
        assert covered[place] <= 1
        assert covered[place] == 1 or character.isspace(), (place, character)


@given(NEWSPRINT)
@settings(max_examples=300, deadline=None)
def test_every_character_outside_furniture_is_in_exactly_one_sentence(text: str) -> None:
    try:
        article = article_from_text(text)
    except InputError:
        return
    check_partition(article)


@given(NEWSPRINT, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), max_size=5))
@settings(max_examples=200, deadline=None)
def test_the_partition_holds_for_any_furniture(text: str, wanted: list[tuple[int, int]]) -> None:
    spans: list[tuple[int, int]] = []
    for start, length in sorted(wanted):
        if start + length <= len(text) and (not spans or spans[-1][1] <= start):
            spans.append((start, start + length))
    check_partition(Article(path="-", text=text, furniture=tuple(spans)))


def test_seeds_are_partitioned() -> None:
    articles = list(read([SEEDS]))
    assert len(articles) == 5
    for article in articles:
        assert isinstance(article, Article)
        check_partition(article)


@pytest.mark.parametrize(
    "expected",
    [
        ["Trump met the U.S. President.", "He left."],
        ["They met in the U.S.", "The deal is done."],
        [
            "S. Jaishankar and Gen. V. K. Singh met Mr. Lavrov on Jan. 5 at 10 a.m. on Monday.",
            "Rs. 5,000 crore is due.",
        ],
        [
            "Lt. Gen. Rao visited St. Petersburg.",
            "BAE Systems Inc. shares rose 2.5% to $3.1.",
            "Resolution No. 2231 stands.",
        ],
        ["“We agree.”", "He left.", '"No," she said.'],
        ['He said: "It is done."', '"Good," she replied.'],
        ["Is it true?", "Yes!", "It is…", "The end."],
        ["See www.mea.gov.in/pact for v2.0 of the text.", "It is long."],
        ["普京访问印度。", "双方签署协议！", "结果如何？"],
        ["रूस ने मंजूरी दी।", "पुतिन आएंगे।"],
        ["هل وقعت روسيا؟", "نعم."],
        ["The visit is his first since 2021.", "The talks ended in 2025."],
        ["MOSCOW, December 2. /TASS/. The Duma ratified it.", "It is signed."],
        ["1. Russia delivers S-400s.", "India pays."],
        ["He asked for e.g. missiles vs. jets.", "Then he left."],
    ],
)
def test_cuts_where_a_reader_would(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_glued_sentences_are_parted_and_names_are_not() -> None:
    assert cut("It is the first since 2021.The visit matters to Booking.com and S.Jaishankar today.") == [
        "It is the first since 2021.",
        "The visit matters to Booking.com and S.Jaishankar today.",
    ]


def test_headlines_bullets_and_wrapped_lines() -> None:
    text = (
        "India and Oman sign trade deal\n"
        "The two countries signed a comprehensive economic partnership agreement in\n"
        "Muscat on Thursday, which removes duties on 98% of the tariff lines that\n"
        "India exports.\n"
        "• Five frigates\n"
        "• Six helicopters\n"
    )
    assert cut(text) == [
        "India and Oman sign trade deal",
        "The two countries signed a comprehensive economic partnership agreement in\n"
        "Muscat on Thursday, which removes duties on 98% of the tariff lines that\n"
        "India exports.",
        "• Five frigates",
        "• Six helicopters",
    ]


def test_text_without_a_stop_is_cut_at_white_space() -> None:
    parts = cut("word " * 2000)
    assert " ".join(parts) == ("word " * 2000).strip()
    assert all(part.startswith("word") and part.endswith("word") for part in parts)


def test_time_grows_with_the_text_only() -> None:
    """Ten times the text may take about ten times as long; quadratic work would take a hundred times."""

    def seconds(text: str) -> float:
        started = time.process_time()
        sentences(Article(path="-", text=text))
        return time.process_time() - started

    piece = 'The U.S. said "no." ' + "a.b." * 5 + " ... (x) \n"
    assert seconds(piece * 3_000) < 40 * seconds(piece * 300) + 1.0
