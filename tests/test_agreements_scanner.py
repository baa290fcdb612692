"""The phrases that name an agreement: whole tables of the genre's sentences, and what holds for any text at all."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.read.acronyms import stands_for
from summarizer.read.agreements import AgreementSpan, find_agreements, introduced_acronyms

FLAGS = ("proper", "definite", "bare", "negated", "plural")
# Generous for a slow, shared machine: what is quadratic takes minutes on these inputs.
LINEAR_S = 30.0


def shown(span: AgreementSpan) -> str:
    """A span on one line: its words, its acronym, what grammar says of it."""
    flags = ",".join(flag for flag in FLAGS if getattr(span, flag))
    return f"{span.text} | {span.acronym or '-'} | {flags or '-'}"


# A sentence, then what stands in it.
CASES = [
    # names, with acronyms before, inside and behind
    "The Reciprocal Exchange of Logistics Support (RELOS) agreement will allow mutual use of ports.",
    "> Reciprocal Exchange of Logistics Support (RELOS) agreement | RELOS | proper,definite",
    "The Treaty on the Non-Proliferation of Nuclear Weapons (NPT) entered into force in 1970.",
    "> Treaty on the Non-Proliferation of Nuclear Weapons (NPT) | NPT | proper,definite",
    "The Agreement for Trans-Pacific Partnership and the Treaty of Lisbon in December 2009 were cited.",
    "> Agreement for Trans-Pacific Partnership | - | proper,definite",
    "> Treaty of Lisbon | - | proper,definite",
    "The Sahel Mutual Aid Treaty, or SMAT, was signed in Niamey.",
    "> Sahel Mutual Aid Treaty | SMAT | proper,definite",
    "SMAT (Sahel Mutual Aid Treaty) was signed; SMAT binds three states.",
    "> SMAT | SMAT | proper",
    "> Sahel Mutual Aid Treaty | SMAT | proper",
    "> SMAT | SMAT | proper",
    "New START expires in February, RELOS in 2030.",
    "> New START | START | proper",
    "> RELOS | RELOS | proper",
    "The New START treaty lapsed; Sweden signed the Agreement on Security of Information.",
    "> New START treaty | - | proper,definite",
    "> Agreement on Security of Information | - | proper,definite",
    "The EU's Economic Partnership Agreement with Kenya was ratified.",
    "> Economic Partnership Agreement | - | proper",
    "Envoys recalled the Abraham Accords and the Minsk agreements.",
    "> Abraham Accords | - | proper,definite",
    "> Minsk agreements | - | proper,definite,plural",
    # what stands in brackets beside an agreement and is not its acronym
    "Both signed the pact (AFP) on Monday and a trade agreement (Reuters) on Tuesday.",
    "> pact | - | definite,bare",
    "> trade agreement | - | -",
    # kinds of instruments
    "India and Japan signed a memorandum of understanding (MoU) on semiconductors.",
    "> memorandum of understanding (MoU) | - | -",
    "India and the EU signed MoUs on hydrogen; more than 15 commercial MoUs are ready.",
    "> MoUs | - | bare,plural",
    "> commercial MoUs | - | proper,plural",
    "A letter of intent (LOI) for 100 jets followed; the ministry sent a letter of protest.",
    "> letter of intent (LOI) | - | -",
    "The Letter of Offer and Acceptance (LOA) for 32 fighters was signed by Singapore.",
    "> Letter of Offer and Acceptance (LOA) | - | proper,definite",
    "The UK-India FTA comes first; other FTAs are on hold.",
    "> UK-India FTA | - | proper,definite",
    "> FTAs | - | bare,plural",
    # descriptions: numbers, dates, sums, praise and owners are left out
    "Russia's Duma approves Feb 18 military logistics pact on Dec 2.",
    "> military logistics pact | - | -",
    "Norway awarded Kongsberg a NOK 2.3 billion framework contract for air defence.",
    "> framework contract | - | -",
    "Egypt and Israel's 1979 peace treaty holds, as does the tariff truce between Washington and Beijing.",
    "> peace treaty | - | -",
    "> tariff truce | - | definite",
    "Lawmakers praised the landmark new deployment pact; this historic deal, worth $3bn, is lawful.",
    "> deployment pact | - | definite",
    "> deal | - | definite,bare",
    "Russia's parliament ratifies deal on army partnership with India",
    "> deal on army partnership | - | -",
    "The nations’ pact was sound, and the agreement’s text will be published.",
    "> pact | - | bare",
    "> agreement | - | definite,bare",
    # number and negation
    "No major new defence pacts are expected, and Ankara ruled out any arms deal.",
    "> defence pacts | - | negated,plural",
    "> arms deal | - | negated",
    "They came home without a trade agreement; neither treaty nor accord was signed.",
    "> trade agreement | - | negated",
    "> treaty | - | bare,negated",
    "> accord | - | bare,negated",
    "The two sides discussed formal alliances, memoranda of understanding and trade deals.",
    "> memoranda of understanding | - | plural",
    "> trade deals | - | plural",
    # headlines
    "UK AND INDIA SIGN LANDMARK FREE TRADE DEAL",
    "> FREE TRADE DEAL | - | -",
    "TALKS START ON UK-INDIA FTA, SOFA MAKERS REJOICE",
    "> UK-INDIA FTA | - | -",
    "Britain, India Ink Free Trade Agreement After Three Years Of Talks",
    "> Free Trade Agreement | - | proper",
    "Senate Passes Arms Control Treaty With Oman",
    "> Arms Control Treaty | - | proper",
    # words with another sense
    "They had to deal with it, at a great deal of cost, of their own accord, and a good deal of luck.",
    "The Republican National Convention heard of a compact radar, a charter flight and a new safety protocol.",
    "Britain is in agreement with Norway that the economy will contract.",
    "The loi de finances is no bit of a mou.",
    "A compact with Palau, a protocol on transit and the Montreal Protocol were cited.",
    "> compact | - | bare",
    "> protocol | - | bare",
    "> Montreal Protocol | - | proper,definite",
]  # fmt: skip


def table() -> list[tuple[str, list[str]]]:
    """`CASES` as pairs of a sentence and the lines expected of it."""
    rows: list[tuple[str, list[str]]] = []
    for line in CASES:
        if line.startswith("> "):
            rows[-1][1].append(line.removeprefix("> "))
        else:
            rows.append((line, []))
    return rows


@pytest.mark.parametrize(("sentence", "expected"), table(), ids=[sentence[:40] for sentence, _ in table()])
def test_the_phrases_of_a_sentence(sentence: str, expected: list[str]) -> None:
    assert [shown(span) for span in find_agreements(sentence)] == expected


def test_an_actor_in_brackets_lends_no_acronym() -> None:
    text = "The European Union (EU) agreement with Chile; the EU hailed it."
    assert [shown(s) for s in find_agreements(text, parties=frozenset({"EU"}))] == ["agreement | - | bare"]


def test_an_acronym_introduced_in_one_sentence_is_known_in_another() -> None:
    introduced = introduced_acronyms("Three states signed the Sahel Mutual Aid Treaty (SMAT).")
    assert introduced == {"SMAT"}
    assert find_agreements("Togo joined SMAT later.") == []
    spans = find_agreements("Togo joined SMAT later.", introduced=introduced)
    assert [shown(span) for span in spans] == ["SMAT | SMAT | proper"]


@pytest.mark.parametrize(
    ("acronym", "words", "stands"),
    [
        ("RELOS", "Reciprocal Exchange of Logistics Support", True),
        ("CETA", "Comprehensive Economic and Trade Agreement", True),
        ("LEMOA", "Logistics Exchange Memorandum of Agreement", True),
        ("INF", "Intermediate-Range Nuclear Forces Treaty", True),
        ("MoU", "memorandum of understanding", True),
        ("AFP", "arms deal", False),
        ("PTI", "defence pact", False),
        ("XA", "Agreement", False),
        ("EA", "Trade Agreement", False),
        ("A", "", False),
    ],
)
def test_an_acronym_stands_for_words_that_hold_its_letters(acronym: str, words: str, stands: bool) -> None:
    assert stands_for(acronym, words.split()) is stands


PIECES = st.sampled_from(
    "the a no new pact Treaty agreement of on Non-Proliferation (RELOS) (AB) ( ) , . ’s ' MoUs FTA START New deal to "
    "Letter letters intent and Accords 1979 $5bn “ ” RELOS’s Understanding memorandum İ ß ﬁ 協定 e\u0301".split()
)
TEXTS = st.lists(PIECES, max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces), " ".join(pieces).upper(), "\n".join(pieces)])
)


@given(TEXTS | st.text(max_size=80))
@example("(RELOS) agreement")
@example("agreement (")
@example("letter of")
@example("İ’S pact’s")
def test_spans_stand_verbatim_in_order_and_apart(text: str) -> None:
    end = 0
    for span in find_agreements(text, introduced=introduced_acronyms(text)):
        assert text[span.start : span.end] == span.text != ""
        assert span.start >= end
        assert span.acronym is None or span.acronym in text
        end = span.end


@given(TEXTS)
def test_white_space_is_no_part_of_what_a_phrase_means(text: str) -> None:
    spaced = text.replace(" ", "  ")
    assert [s.text.split() for s in find_agreements(spaced)] == [s.text.split() for s in find_agreements(text)]


@pytest.mark.parametrize(
    "hostile",
    ["(ABC) " * 100_000, "a" * 1_000_000, "pact " * 9_000, "Treaty of " * 9_000, "(" * 9_000, ("a" + "." * 60) * 3_000],
    ids=["acronyms", "one word", "heads", "titles", "brackets", "dots"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    began = time.process_time()
    find_agreements(hostile)
    assert time.process_time() - began < LINEAR_S
