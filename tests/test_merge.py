"""What must hold of every digest (DESIGN's invariants 2 to 5), and what the seeds' facts, read by a person, give."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import agreement, extraction, extractions, folders

from summarizer.merge import merge, union
from summarizer.records import (
    Article,
    Digest,
    Extraction,
    MergedRecord,
    Outcome,
    Problem,
    Relation,
    Story,
    canonical_json,
    parse_record,
)
from summarizer.values.edtf import compatible
from summarizer.values.names import Registry

GOLD = Path(__file__).parent / "gold" / "seeds.jsonl"
REGISTRY = Registry.load()


def as_bytes(digest: Digest) -> bytes:
    return canonical_json(digest.model_dump(mode="json")).encode()


def merged(each: list[Extraction]) -> Digest:
    return merge(each, REGISTRY)


def records(digest: Digest) -> list[MergedRecord]:
    return [record for story in digest.stories for record in story.records]


# --- what always holds ---------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(folders().flatmap(lambda folder: st.tuples(st.just(folder), st.permutations(folder))))
def test_order_leaves_no_trace(both: tuple[list[Extraction], list[Extraction]]) -> None:
    folder, shuffled = both
    assert as_bytes(merged(folder)) == as_bytes(merged(shuffled))


@settings(max_examples=40, deadline=None)
@given(folders(), folders(3))
def test_repetition_and_shards_leave_no_trace(one: list[Extraction], two: list[Extraction]) -> None:
    whole = as_bytes(merged(one + two))
    assert as_bytes(merged([*one, *two, *one])) == whole
    assert as_bytes(merge(union(union(two), union(one)), REGISTRY)) == whole


@settings(max_examples=70, deadline=None)
@given(folders(4), folders(4), folders(4))
def test_union_is_a_semilattice(one: list[Extraction], two: list[Extraction], three: list[Extraction]) -> None:
    assert union(one, two) == union(two, one)
    assert union(union(one, two), three) == union(one, union(two, three))
    assert union(union(one), union(one)) == union(one)


def test_union_prefers_the_answer_that_came_through_whole() -> None:
    whole = extraction([agreement("India signed RELOS", "RELOS")])
    failed = whole.model_copy(update={"facts": (), "outcome": Outcome.FAILED})
    assert union([failed], [whole]) == (whole,)


@settings(max_examples=30, deadline=None)
@given(folders(), extractions())
def test_an_article_removed_was_never_seen(folder: list[Extraction], other: Extraction) -> None:
    before = as_bytes(merged(folder))
    merged([*folder, other])
    assert as_bytes(merged(folder)) == before


@settings(max_examples=60, deadline=None)
@given(folders().filter(bool), st.sampled_from(("Another Gazette", "The Daily Post", None)))
def test_a_copy_never_raises_origins(folder: list[Extraction], outlet: str | None) -> None:
    original = folder[0]
    copied = Article.model_validate({**original.article.model_dump(exclude={"id"}), "outlet": outlet, "url": "copy"})
    before, after = (merged(each) for each in (folder, [*folder, original.model_copy(update={"article": copied})]))
    counted = {(each.article, each.fact): record.origins for record in records(before) for each in record.support}
    for record in records(after):
        for support in record.support:
            if (support.article, support.fact) in counted:
                assert record.origins <= counted[support.article, support.fact]


@settings(max_examples=70, deadline=None)
@given(folders())
def test_no_claim_is_lost_and_every_value_traces_to_a_span(folder: list[Extraction]) -> None:
    digest = merged(folder)
    texts = {each.article.id: each.article.text for each in folder}
    stated = sorted({(each.article.id, fact.id) for each in union(folder) for fact in each.facts})
    assert sorted((each.article, each.fact) for record in records(digest) for each in record.support) == stated
    assert len(digest.rejected) == sum(len(each.rejected) for each in union(folder))
    for record in records(digest):
        known = {(each.article, each.fact) for each in record.support}
        assert record.origins == len({each.origin for each in record.support})
        for value in record.fields.values():
            everyone = [*value.support, *(each for conflict in value.conflicts for each in conflict.support)]
            assert value.origins == len({each.origin for each in value.support})
            assert {(each.article, each.fact) for each in everyone} <= known
            assert value.support or value.value in (None, [])
            for each in everyone:
                assert texts[each.article][each.evidence.start : each.evidence.end] == each.evidence.quote


@settings(max_examples=60, deadline=None)
@given(folders())
def test_every_article_is_in_one_story_and_origins_do_not_exceed_outlets(folder: list[Extraction]) -> None:
    digest = merged(folder)
    articles = sorted(article for story in digest.stories for article in story.articles)
    assert articles == [source.id for source in digest.sources]
    outlets = {source.id: source.outlet or source.id for source in digest.sources}
    for story in digest.stories:
        assert sorted(article for origin in story.origins for article in origin.articles) == list(story.articles)
        assert len(story.origins) <= len({outlets[article] for article in story.articles})
        assert sum(record.main for record in story.records) <= 1
    assert len({story.id for story in digest.stories}) == len(digest.stories)
    assert len({record.id for record in records(digest)}) == len(records(digest))


@settings(max_examples=60, deadline=None)
@given(folders())
def test_compatible_dates_never_contradict(folder: list[Extraction]) -> None:
    for record in records(merged(folder)):
        for conflict in record.fields["date"].conflicts if record.kind == "date" else ():
            dates = str(conflict.value), str(record.fields["date"].value)
            assert compatible(*dates) == (conflict.relation is Relation.REFINEMENT)


@pytest.mark.parametrize(
    "spelled", [("India", "Russia"), ("New Delhi", "the Kremlin"), ("Indian", "Russian Federation")]
)
def test_an_alias_changes_no_party(spelled: tuple[str, str]) -> None:
    other = extraction([agreement("The pact RELOS was signed", "RELOS", ("India", "Russia"), "signed")], outlet="B")
    named = extraction([agreement(f"RELOS of {' and '.join(spelled)}", "RELOS", spelled, "signed")], outlet="A")
    (record,) = records(merged([named, other]))
    assert record.fields["parties"].value == merged_parties(other)
    assert record.origins == 2


def merged_parties(each: Extraction) -> object:
    return records(merged([each]))[0].fields["parties"].value


def test_problems_and_runs_are_passed_on_once() -> None:
    problem = Problem(path="x.pdf", what="not text", hint="convert it", lost=True)
    one, two = extraction([], outlet="A"), extraction([], outlet="B")
    digest = merge([one, two, one], REGISTRY, [problem, problem])
    assert digest.problems == (problem,)
    assert [(total.articles, total.run.calls, total.run.prompt_tokens) for total in digest.runs] == [(2, 4, 20)]


def test_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib, sys; from summarizer.merge import merge; from summarizer.records import *;"
        "from summarizer.values.names import Registry;"
        "lines = open(sys.argv[1], encoding='utf-8').read().splitlines();"
        "digest = merge([parse_record(Extraction, line, 'gold') for line in lines], Registry.load());"
        "print(hashlib.sha256(canonical_json(digest.model_dump(mode='json')).encode()).hexdigest())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code, str(GOLD)],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = GOLD.read_text("utf-8").splitlines()
    here = as_bytes(merged([parse_record(Extraction, line, "gold") for line in lines]))
    assert printed.strip() == hashlib.sha256(here).hexdigest()


# --- the seeds, read by a person -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold() -> list[Extraction]:
    return [parse_record(Extraction, line, str(GOLD)) for line in GOLD.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def story(gold: list[Extraction]) -> Story:
    (only,) = merged(gold).stories
    return only


def of(story: Story, kind: str, **values: object) -> list[MergedRecord]:
    return [
        record
        for record in story.records
        if record.kind == kind and all(record.fields[field].value == value for field, value in values.items())
    ]


def test_gold_is_of_the_seeds(gold: list[Extraction]) -> None:
    root = Path(__file__).parent.parent
    assert [each.article.path for each in gold] == sorted(f"seeds/{seed.name}" for seed in (root / "seeds").iterdir())
    assert all((root / each.article.path).read_text("utf-8") == each.article.text for each in gold)


def test_one_story_of_five_origins(story: Story) -> None:
    assert len(story.articles) == 5
    assert len(story.origins) == 5


def test_one_ratified_relos_under_all_its_names(story: Story) -> None:
    main = story.records[0]
    assert main.main
    assert main.label == "Reciprocal Exchange of Logistics Support (RELOS) agreement"
    assert main.origins == 4
    names = {str(conflict.value) for conflict in main.fields["name"].conflicts}
    assert {"military cooperation pact", "military cooperation agreement", "deployment pact", "RELOS"} <= names
    assert main.fields["parties"].value == ["India", "Russia"]
    assert (main.fields["status"].value, main.fields["status"].policy) == ("ratified", "latest_step")
    assert main.fields["acts"].value == [
        {"actor": "State Duma", "step": "ratified", "date_text": "Dec 2", "date": "2025-12-02"},
        {
            "actor": "Indian Ambassador Vinay Kumar",
            "step": "signed",
            "date_text": "february 2025",
            "date": "2025-02-18",
        },
    ]
    relos = [record for record in story.records if "RELOS" in record.label and record.kind == "agreement"]
    assert relos == [main]


def test_other_agreements_stay_apart(story: Story) -> None:
    (memorandum,) = of(story, "agreement", name="Logistics Exchange Memorandum of Agreement")
    assert memorandum.fields["parties"].value == ["United States", "India"]
    (trade,) = of(story, "agreement", name="Free Trade Agreement")
    assert trade.fields["status"].value == "negotiating"


def test_dates_are_resolved_across_articles(story: Story) -> None:
    (visit,) = of(story, "date", date="2025-12-04/2025-12-05")
    assert visit.origins == 5
    assert visit.fields["date"].policy == "year_across_sources"
    (vote,) = of(story, "date", date="2025-12-02")
    assert vote.origins == 4
    (signature,) = of(story, "date", date="2025-02-18")
    assert [(each.value, each.relation) for each in signature.fields["date"].conflicts] == [("2025-02", "refinement")]


def test_numbers_of_one_system_are_separate_measures(story: Story) -> None:
    (missiles,) = of(story, "weapon", system="weapon:s-400", quantity=300)
    assert (missiles.origins, missiles.fields["stage"].value) == (2, "requested")
    (squadrons,) = of(story, "weapon", system="weapon:s-400", quantity=3)
    assert (squadrons.fields["unit"].value, squadrons.fields["stage"].value) == ("squadrons", "delivered")
    assert not missiles.fields["quantity"].conflicts
    assert not squadrons.fields["quantity"].conflicts


def test_figures_of_the_seeds(story: Story) -> None:
    (trade,) = of(story, "trade_figure", value="68700000000")
    assert (trade.origins, trade.fields["period"].value) == (2, "2024-04/2025-03")
    (deficit,) = of(story, "trade_figure", value="50000000000")
    assert (deficit.origins, deficit.fields["bound"].value) == (1, "at_least")


def test_belousov_is_one_person(story: Story) -> None:
    holders = [record for record in story.records if record.kind == "stance" and "Belousov" in record.label]
    assert [record.origins for record in holders] == [2]
