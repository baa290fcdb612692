"""Which articles belong together: a naive oracle over all pairs, and the near misses that news digests get wrong."""

from itertools import combinations

from hypothesis import given, settings
from strategies import agreement, dated, extraction, figure, folders, weapon

from summarizer.merge import merge, union
from summarizer.merge.claims import Names
from summarizer.merge.components import agree, plain
from summarizer.merge.stories import keys, labels, stories
from summarizer.records import Digest, Extraction
from summarizer.values.names import Registry

REGISTRY = Registry.load()


def merged(*each: Extraction) -> Digest:
    return merge(each, REGISTRY)


def sizes(*each: Extraction) -> list[int]:
    return sorted(len(story.articles) for story in merged(*each).stories)


@settings(max_examples=100, deadline=None)
@given(folders(8))
def test_grouping_equals_comparing_all_pairs(folder: list[Extraction]) -> None:
    whole = [
        each.model_copy(update={"article": each.article.model_copy(update={"published": None})})
        for each in union(folder)
    ]
    names = Names(REGISTRY)
    said = [keys(each, names) for each in whole]
    forbidden = [labels(each, names) for each in whole]
    united = plain(len(whole))
    for first, second in combinations(range(len(whole)), 2):
        (strong, weak), (other_strong, other_weak) = said[first], said[second]
        if strong & other_strong or len(weak & other_weak) > 1:
            united.join(first, second)
    found = stories(whole, [], names)
    if all(agree(one, two) for one, two in combinations(forbidden, 2)):
        assert found == united.groups()
    for group in found:
        # A veto only ever splits, and what it forbids stands in no pair that is tied directly.
        assert len({united.find(index) for index in group}) == 1


ENGINE = agreement("Japan and Italy signed it", "fighter engine pact", ("Japan", "Italy"), "signed")


def test_numbered_packages_stay_apart_even_with_a_bridge() -> None:
    def package(number: str, outlet: str) -> Extraction:
        name = f"{number} sanctions package"
        said = agreement(f"The EU adopted its {name} against Russia", name, ("EU", "Russia"), "in_force", main=True)
        return extraction([said], outlet=outlet, title=f"EU adopts {name} against Russia over energy exports")

    bridge = extraction(
        [agreement("Sanctions of the EU against Russia bite", "sanctions package", ("EU", "Russia"))],
        outlet="Bridge",
        title="EU adopts sanctions package against Russia over energy exports",
    )
    assert sizes(package("12th", "A"), package("13th", "B"), package("12th", "C"), bridge) == [1, 3]


def test_unrelated_topics_stay_apart_and_small_ones_are_kept() -> None:
    jets = extraction([weapon("Egypt ordered 30 Rafale", "Rafale", "ordered", quantity=30, recipient="Egypt")])
    trade = extraction([figure("Exports reached $12.4 billion", "$12.4 billion", "12400000000", "exports of Peru")])
    silent = extraction([], title="A page that said nothing")
    assert sizes(jets, trade, silent) == [1, 1, 1]


def test_one_shared_country_or_round_sum_ties_nothing() -> None:
    one = extraction([figure("Trade was $50 billion", "$50 billion", "50000000000", "trade of India")])
    two = extraction([figure("Aid was $50 billion", "$50 billion", "50000000000", "aid to Ukraine")])
    assert sizes(one, two) == [1, 1]


def test_a_telling_figure_of_one_measure_ties() -> None:
    one = extraction([figure("Trade was $68.7B", "$68.7B", "68700000000", "bilateral trade")], outlet="A")
    two = extraction([figure("$68.7 billion of trade", "$68.7 billion", "68700000000", "trade turnover")], outlet="B")
    assert sizes(one, two) == [2]


def test_the_same_day_of_another_year_is_another_story() -> None:
    def parade(year: int) -> Extraction:
        said = dated(f"Fleet parade held on 9 May {year}", "fleet parade held", f"9 May {year}", f"{year}-05-09")
        return extraction([said])

    assert sizes(parade(2024), parade(2025)) == [1, 1]


def test_reports_long_apart_are_two_stories() -> None:
    days = ("2024-01-10", "2024-01-20", "2024-09-01")
    reports = [extraction([ENGINE], published=day, outlet=day, filler=(f"Printed {day}",)) for day in days]
    assert sizes(*reports) == [1, 2]


def test_a_story_keeps_its_id_while_others_come_and_later_articles_join() -> None:
    first = extraction([ENGINE], published="2024-01-10", outlet="A")
    later = extraction([ENGINE], published="2024-01-11", outlet="B", filler=("More on this",))
    other = extraction([weapon("Egypt ordered 30 Rafale", "Rafale", "ordered", quantity=30)], published="2024-01-01")
    (alone,) = merged(first).stories
    together = {story.id: len(story.articles) for story in merged(first, later, other).stories}
    assert together[alone.id] == 2
