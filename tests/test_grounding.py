"""What a proposal must bring to be believed: invariants 1 and 2, and the traps that token counting falls into."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extract.grounding import Grounded, ground, label_fault, stands
from summarizer.extract.view import View
from summarizer.read import article_from_text
from summarizer.records import AgreementStatus, Reason, WeaponStage
from summarizer.values.names import Registry

REGISTRY = Registry.load()
TEXT = "India wants 14 tanks and 300 S‑400 missiles.  The Duma did not agree to the “trade  pact” on 2 May 2025."


def view() -> View:
    return View(article_from_text(TEXT), REGISTRY)


def proposed(kind: str, sentence: int = 0, **fields: Any) -> Grounded:
    seen = view()
    return ground(seen, {"kind": kind, "modality": "stated", **fields}, seen.sentences[sentence])


def weapon(**fields: Any) -> Grounded:
    given = {"designation": "S-400", "system": "weapon:s-400", "stage": WeaponStage.UNKNOWN, "quantity": None}
    return proposed("weapon", **(given | fields))


def test_typography_and_white_space_may_differ_but_the_quote_is_the_articles() -> None:
    (fact,) = weapon().facts
    assert TEXT[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    assert "S‑400" in fact.evidence.quote
    (pact,) = proposed("agreement", 1, name="trade pact", parties=(), status=AgreementStatus.UNKNOWN).facts
    assert pact.evidence.quote.startswith("The Duma did not agree")


@pytest.mark.parametrize(
    ("value", "text", "whole"),
    [
        ("40 tanks", "it sent 140 tanks", False),
        ("40 tanks", "it sent 40 tanks.", True),
        ("S-400", "two S-400s and", True),
        ("S-40", "two S-400s and", False),
        ("S‑400", "the S-400 system", True),
        ("it's", "said it’s over", True),
        ("Russia", "Russian oil", False),
        ("", "anything", False),
    ],
)
def test_a_value_stands_as_whole_words_only(value: str, text: str, whole: bool) -> None:
    assert stands(value, text) is whole


def test_a_value_the_sentence_lacks_rejects_the_whole_fact_with_the_reason() -> None:
    elsewhere = proposed("agreement", 0, name="trade pact", parties=(), status=AgreementStatus.UNKNOWN)
    assert elsewhere.facts == ()
    assert [r.reason for r in elsewhere.rejected] == [Reason.VALUE_NOT_IN_EVIDENCE]
    nowhere = weapon(designation="S-500")
    assert nowhere.facts == ()
    assert [r.reason for r in nowhere.rejected] == [Reason.VALUE_NOT_IN_ARTICLE]
    assert nowhere.rejected[0].fact["designation"] == "S-500"


def test_a_judgement_without_a_word_for_it_is_dropped_and_listed_and_the_fact_stays() -> None:
    grounded = weapon(stage=WeaponStage.DELIVERED)
    (fact,) = grounded.facts
    assert fact.kind == "weapon"
    assert fact.stage is WeaponStage.UNKNOWN
    assert [(r.reason, r.field) for r in grounded.rejected] == [(Reason.STAGE_NOT_IN_EVIDENCE, "stage")]
    (believed,) = weapon(stage=WeaponStage.REQUESTED).facts
    assert believed.kind == "weapon"
    assert believed.stage is WeaponStage.REQUESTED


def test_a_count_that_is_not_in_the_sentence_takes_its_number_with_it() -> None:
    grounded = weapon(quantity=40, quantity_text="40 missiles", unit="missiles")
    (fact,) = grounded.facts
    assert fact.kind == "weapon"
    assert (fact.quantity, fact.quantity_text, fact.unit) == (None, None, None)
    assert grounded.rejected[0].fact["quantity"] == 40


def test_a_party_the_article_does_not_name_is_dropped_and_listed() -> None:
    grounded = proposed("agreement", 1, name="trade  pact", parties=("India", "France"), status="unknown")
    (fact,) = grounded.facts
    assert fact.kind == "agreement"
    assert fact.parties == ("India",)
    assert [(r.reason, r.detail) for r in grounded.rejected] == [(Reason.PARTY_NOT_IN_ARTICLE, "France")]


@pytest.mark.parametrize(
    ("label", "faulty"),
    [
        ("Duma did not agree to the trade pact", False),
        ("India wants the trade pact", True),
        ("Duma agrees to 40 pacts", True),
        ("the Duma and France did not agree to the pact", True),
        ("", True),
    ],
)
def test_a_label_may_not_bring_numbers_names_or_another_subject(label: str, faulty: bool) -> None:
    sentence = "The Duma did not agree to the “trade  pact” on 2 May 2025."
    assert (label_fault(label, sentence, TEXT) is not None) is faulty


def test_a_label_may_not_bring_a_negation_of_its_own() -> None:
    assert label_fault("Duma did not ratify the pact", "The Duma did ratify the pact.", TEXT) is not None


def test_a_faulty_label_gives_way_to_the_articles_words_and_is_listed() -> None:
    seen = view()
    grounded = ground(
        seen,
        {
            "kind": "date",
            "event": "France signs",
            "date_text": "2 May 2025",
            "date": "2025-05-02",
            "modality": "stated",
        },
        seen.sentences[1],
        fallback="The Duma did not agree to the trade pact",
    )
    (fact,) = grounded.facts
    assert fact.kind == "date"
    assert fact.event == "The Duma did not agree to the trade pact"
    assert grounded.rejected[0].fact["event"] == "France signs"


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_proposed_is_a_fact_or_listed(value: str, label: str) -> None:
    seen = view()
    given_fields = {"kind": "stance", "holder": value, "target": label, "position": "critical", "modality": "stated"}
    grounded = ground(seen, given_fields, seen.sentences[0], fallback="own words")
    assert grounded.facts or grounded.rejected
    for fact in grounded.facts:
        assert TEXT[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
        assert fact.kind == "stance"
        assert stands(fact.holder, fact.evidence.quote)
