"""Digests as JSON: round trip, one spelling, nothing a terminal would act on, clear refusals."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_digest import WIRE, record, sample, support

from summarizer.digest import from_json, to_json, to_line, to_markdown
from summarizer.errors import ContractError
from summarizer.records import Article, Extraction, Outcome, PromptRef, Run, parse_record

RUN = Run(model="m", prompt=PromptRef(name="whole/1", hash="sha256:0"), schema="s/1")


def test_round_trip() -> None:
    assert from_json(to_json(sample()), "digest.json") == sample()
    assert to_json(from_json(to_json(sample()), "digest.json")) == to_json(sample())


def test_the_page_is_the_same_after_a_round_trip() -> None:
    assert to_markdown(from_json(to_json(sample()), "digest.json")) == to_markdown(sample())


def test_shape() -> None:
    text = to_json(sample())
    data = json.loads(text)
    assert text.endswith("}\n")
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert data["format"] == "summarizer-digest/1"
    assert data["runs"][0]["run"]["schema"] == "summarizer-facts/1"


def test_equal_digests_have_equal_text_whatever_the_order_of_their_fields() -> None:
    digest = sample()
    story = digest.stories[0]
    turned = tuple(
        item.model_copy(update={"fields": dict(reversed(list(item.fields.items())))}) for item in story.records
    )
    other = digest.model_copy(update={"stories": (story.model_copy(update={"records": turned}),)})
    assert other == digest
    assert to_json(other) == to_json(digest)
    assert to_markdown(other) == to_markdown(digest)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_and_cannot_act_on_a_terminal(text: str) -> None:
    line = to_line(Extraction(article=Article(path="a.txt", title=None, text=text), outcome=Outcome.EMPTY, run=RUN))
    assert parse_record(Extraction, line, "line 1").article.text == text
    assert line.splitlines() == [line[:-1]]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a valid Digest"),
        ("[]", "not a valid Digest"),
        ('{"format": "summarizer-digest/2", "stories": [], "sources": []}', "format"),
        ('{"stories": [], "sources": [], "surprise": 1}', "surprise"),
    ],
)
def test_what_is_not_a_digest_is_refused(text: str, words: str) -> None:
    with pytest.raises(ContractError, match=r"^night\.json: ") as caught:
        from_json(text, "night.json")
    assert words in str(caught.value)


def test_a_digest_that_speaks_of_an_unknown_article_is_refused() -> None:
    broken = sample().model_copy(update={"sources": sample().sources[1:]})
    with pytest.raises(ContractError, match="sha256:a1, which is not among its sources"):
        from_json(to_json(broken), "night.json")


def test_a_record_of_an_unknown_kind_is_refused() -> None:
    story = sample().stories[0].model_copy(update={"records": (record("rumour", "x", (support(WIRE, "x"),)),)})
    with pytest.raises(ContractError, match="of kind 'rumour'"):
        from_json(to_json(sample().model_copy(update={"stories": (story,)})), "night.json")
