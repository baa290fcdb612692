"""All candidates of a text together: which kinds, where they stand, what full stops keep apart."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.read import article_from_text, mentions, sentences
from summarizer.read.mentions import scan
from summarizer.records import Mention, Sentence
from summarizer.values.names import Registry

REGISTRY = Registry.load()
ARTICLE = """Canberra and Tokyo ink frigate contract

Australia signed a A$10 billion contract for three Mogami-class frigates on 5 August 2025.
The Indo-Pacific Logistics Support Treaty (IPLST), agreed with Japan in March, cuts duties by 4.5%.
Parliament has yet to ratify IPLST. Officials also want 24 NASAMS launchers, but no new pacts."""


def of(text: str) -> tuple[Mention, ...]:
    return mentions(sentences(article_from_text(text)), REGISTRY)


def test_every_candidate_of_an_article_in_the_order_of_the_text() -> None:
    assert [f"{m.kind}: {m.text}" for m in of(ARTICLE)] == [
        "agreement: frigate contract",
        "money: A$10 billion",
        "agreement: contract",
        "quantity: three Mogami-class frigates",
        "designation: Mogami",
        "date: 5 August 2025",
        "agreement: Indo-Pacific Logistics Support Treaty (IPLST)",
        "date: March",
        "percent: 4.5%",
        "agreement: IPLST",
        "quantity: 24 NASAMS launchers",
        "designation: NASAMS",
        "agreement: pacts",
    ]


def test_nothing_reaches_over_a_full_stop() -> None:
    found = of("Berlin wants a deal on trade. Agreement in Oslo was reached in May. 2025 was a good year.")
    text = "Berlin wants a deal on trade. Agreement in Oslo was reached in May. 2025 was a good year."
    assert found
    assert all(". " not in text[m.start : m.end] for m in found)


def test_an_actor_is_no_agreement() -> None:
    found = of("The European Union (EU) agreement with Chile took effect. The EU welcomed it.")
    assert [m.text for m in found if m.kind == "agreement"] == ["agreement"]


def test_a_text_without_candidates_has_none() -> None:
    assert of("Nothing happened and nobody minded.") == ()


WORDS = st.sampled_from(
    "the treaty (NPT) pact S-400 $5bn 24 missiles 5 May 2025 Tuesday India Russia’s 25% MoUs € 协定 . “ ” F-35A".split()
)


@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.integers(min_value=0, max_value=10_000))
def test_every_span_stands_verbatim_at_its_place_in_the_article(text: str, start: int) -> None:
    sentence = Sentence(number=1, start=start, end=start + len(text), text=text)
    scanned = scan(sentence, REGISTRY)
    for kind in scanned[1:]:
        for span in kind:
            assert text[span.start - start : span.end - start] == span.text
    found = mentions([sentence], REGISTRY)
    assert [(m.start, m.end, m.kind) for m in found] == sorted((m.start, m.end, m.kind) for m in found)
