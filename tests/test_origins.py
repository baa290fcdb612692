"""Which articles count as one source: against a naive oracle, and on the ways in which wire copy is reused."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.merge.components import plain
from summarizer.merge.origins import COPY_CONTAINMENT, LEAST_WORDS, containment, copies, credited, origins_of
from summarizer.merge.wording import body_words
from summarizer.records import Article
from summarizer.values.names import Registry

REGISTRY = Registry.load()
WIRE = (
    "The parliament in Ankara voted on Tuesday to buy forty fighter jets from the consortium after nine hours.",
    "Lawmakers of the ruling party spoke of a turning point for an air force whose oldest aircraft are from 1974.",
    "The opposition abstained and demanded to see the loan agreement, which the treasury has so far kept under seal.",
    "Deliveries are to start in three years with twelve aircraft from existing lines, the ministry said on Friday.",
    "Shares of the main supplier rose by four percent in early trading before giving up most of the gains at noon.",
)
OWN = (
    "Turkey will pay for its new combat aircraft over fifteen years, people who know the contract told this newspaper.",
    "Nobody in the capital expected the vote to fail, yet the tone of the night surprised seasoned observers there.",
    "Pilots will train abroad from spring while two bases in the west of the country are rebuilt to take the type.",
)


def article(text: str, outlet: str | None = None) -> Article:
    return Article(path="a.txt", outlet=outlet, text=text)


def grouped(bodies: list[tuple[str, ...]]) -> list[list[int]]:
    united = plain(len(bodies))
    for copy in copies(bodies):
        united.join(copy.first, copy.second)
    return united.groups()


def oracle(bodies: list[tuple[str, ...]]) -> list[list[int]]:
    """All pairs, in full: the definition."""
    united = plain(len(bodies))
    for first, second in combinations(range(len(bodies)), 2):
        one, two = bodies[first], bodies[second]
        long = min(len(one), len(two)) >= LEAST_WORDS
        if (one == two and one) or (long and containment(one, two) >= COPY_CONTAINMENT):
            united.join(first, second)
    return united.groups()


# The same examples every time: candidates are sampled, so that among very many pairs one at the limit may be missed.
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_grouping_equals_comparing_all_pairs(seed: int) -> None:
    rng = random.Random(seed)
    pool = [[f"w{rng.randrange(400)}" for _ in range(rng.randrange(20, 60))] for _ in range(8)]
    bodies = [
        tuple(word for part in rng.sample(pool, rng.randrange(1, 5)) for word in part) for _ in range(rng.randrange(12))
    ]
    assert grouped(bodies) == oracle(bodies)


def test_more_copies_than_a_shingle_may_hold_stay_one_group() -> None:
    bodies = [body_words(" ".join(WIRE) + f" Edition {number}, page {number}.", ()) for number in range(80)]
    assert len(grouped(bodies)) == 1


def test_a_copy_is_seen_cut_reordered_and_under_another_headline() -> None:
    whole = " ".join(WIRE)
    cut, reordered = " ".join(WIRE[:3]), " ".join(WIRE[::-1])
    headed = "JUST IN: Huge jet deal passes!\n" + whole + "\nSubscribe to our newsletter for more."
    bodies = [body_words(text, ()) for text in (whole, cut, reordered, headed, " ".join(OWN))]
    assert grouped(bodies) == [[0, 1, 2, 3], [4]]


def test_a_shared_quotation_is_no_copy() -> None:
    quoted = f"{' '.join(OWN)} {WIRE[3]}"
    assert grouped([body_words(quoted, ()), body_words(" ".join(WIRE), ())]) == [[0], [1]]


def test_furniture_makes_no_copy() -> None:
    legal = " ".join(f"clause{number}" for number in range(150)) + "\n"
    texts = [legal + " ".join(WIRE), legal + " ".join(OWN)]
    assert len(grouped([body_words(text, ()) for text in texts])) == 1
    assert len(grouped([body_words(text, [(0, len(legal))]) for text in texts])) == 2


def test_script_without_spaces_is_compared_too() -> None:
    text = "俄罗斯国家杜马周二批准了与印度的后勤互助协定普京将于十二月四日访问新德里双方将讨论防空系统的交付" * 2
    bodies = [body_words(each, ()) for each in (text, "快讯" + text, "法国与波兰签署了一份关于潜艇的合同" * 5)]
    assert grouped(bodies) == [[0, 1], [2]]


def test_reasons_are_given_in_words() -> None:
    articles = [article(" ".join(WIRE), "A"), article(" ".join(WIRE[:4]), "B"), article(" ".join(OWN), "C")]
    found = copies([body_words(each.text, ()) for each in articles])
    one, two = sorted(origins_of(range(3), articles, found, REGISTRY), key=lambda origin: -len(origin.articles))
    assert one.reason == (
        "copy: at least 100% of the shorter text's 5-word shingles stand in the other"
        " (the count of origins is an upper bound)"
    )
    assert (len(one.articles), two.reason) == (2, "no copy or common owner found")


def test_one_outlet_and_one_credited_agency_are_one_origin() -> None:
    articles = [
        article("MOSCOW (Reuters) - The vote passed.", "The Daily Post"),
        article("The vote passed, according to Reuters.", "Evening Star"),
        article("A comment on the vote.", "Evening Star"),
        article("The vote seen from abroad.", "Morning Sun"),
    ]
    origins = origins_of(range(4), articles, [], REGISTRY)
    assert sorted(len(origin.articles) for origin in origins) == [1, 3]
    reason = next(origin.reason for origin in origins if len(origin.articles) == 3)
    assert reason.startswith("same agency credited: Reuters; same outlet: Evening Star")


def test_several_agencies_in_running_text_are_sources_of_an_own_report() -> None:
    both = article("Officials told Reuters that it passed. According to Xinhua, it did not.")
    assert credited(both, REGISTRY) is None
