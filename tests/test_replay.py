"""The main job on the five seeds, from what the embedded model really answered: both plans, facts, digest, floors."""

import asyncio
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from record import SEEDS, name_of

from cassettes import FOLDER, cassette
from summarizer.digest import to_markdown
from summarizer.extract.extractor import Extractor, Plan
from summarizer.extract.llm import Client
from summarizer.extract.question import Sampling
from summarizer.extract.weights import QWEN
from summarizer.merge import merge
from summarizer.read import read
from summarizer.records import Article, Digest, Extraction, MergedRecord, Outcome
from summarizer.values.names import Registry

REGISTRY = Registry.load()
ARTICLES = tuple(item for item in read([SEEDS]) if isinstance(item, Article))
CASES = [(plan, article) for plan in Plan for article in ARTICLES]


@cache
def replayed(plan: Plan, article: Article) -> Extraction:
    """The extraction of one article from its cassette; every recorded answer is asked for, in any order."""

    async def ask() -> Extraction:
        client = Client(
            model=QWEN.name,
            base_url="http://127.0.0.1:9/v1",
            api_key="none",
            sampling=Sampling(),
            timeout_s=5,
            now=lambda: pytest.fail("a replay needs no clock"),
        )
        try:
            return await Extractor(client.ask, model=QWEN.name, plan=plan, registry=REGISTRY).extract(article)
        finally:
            await client.close()

    with cassette(name_of(plan, article)) as played:
        done = asyncio.run(ask())
        assert played.all_played
        assert played.play_count == done.run.calls
    return done


@cache
def digest(plan: Plan) -> Digest:
    return merge([replayed(plan, article) for article in ARTICLES], REGISTRY)


@pytest.mark.parametrize(("plan", "article"), CASES, ids=lambda value: getattr(value, "path", value)[-24:])
def test_every_quote_stands_and_no_answer_was_cut(plan: Plan, article: Article) -> None:
    done = replayed(plan, article)
    assert done.outcome is Outcome.OK
    assert len(done.facts) >= 5
    for fact in done.facts:
        assert article.text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
        assert not any(start < fact.evidence.end and fact.evidence.start < end for start, end in article.furniture)
    own = [fact for fact in done.facts if fact.kind == "stance" and fact.holder == "article"]
    assert len(own) == 1
    assert len({fact.id for fact in done.facts}) == len(done.facts)


def found(plan: Plan, kind: str, **wanted: object) -> list[MergedRecord]:
    """The digest's records of a kind that have these values."""
    (story,) = digest(plan).stories
    return [
        record
        for record in story.records
        if record.kind == kind and all(record.fields[name].value == value for name, value in wanted.items())
    ]


def articles(record: MergedRecord) -> set[str]:
    return {support.article for support in record.support}


@pytest.mark.parametrize("plan", list(Plan))
class TestHeadlines:
    """What an analyst must find in the digest of the five articles."""

    def test_the_logistics_pact_is_one_ratified_agreement(self, plan: Plan) -> None:
        (pact,) = [record for record in found(plan, "agreement") if "RELOS" in str(record.fields["name"].value)]
        assert pact.fields["status"].value == "ratified"
        assert "Duma" in str(pact.fields["acts"].value)
        assert pact.fields["parties"].value == ["India", "Russia"]
        assert len(articles(pact)) == 4

    def test_the_visit_is_dated_by_three(self, plan: Plan) -> None:
        visits = [r for r in found(plan, "date") if str(r.fields["date"].value).endswith("12-05")]
        assert any(len(articles(visit)) >= 3 for visit in visits)
        assert all(str(visit.fields["date"].value).startswith("XXXX-12-04/") for visit in visits)

    def test_the_missiles_are_requested_by_two(self, plan: Plan) -> None:
        (missiles,) = found(plan, "weapon", system="weapon:s-400", quantity=300)
        assert missiles.fields["stage"].value == "requested"
        assert missiles.fields["unit"].value == "missiles"
        assert len(articles(missiles)) == 2

    def test_the_trade_figure_is_confirmed_by_two(self, plan: Plan) -> None:
        (trade,) = found(plan, "trade_figure", value="68700000000", unit="USD")
        assert trade.fields["period"].value == "2024-04/2025-03"
        assert len(articles(trade)) == 2

    def test_the_page_shows_them(self, plan: Plan) -> None:
        page = to_markdown(digest(plan))
        for words in ("300 missiles, requested", "$68.7 billion", "4–5 December, year not stated", "ratified"):
            assert words in page


def test_there_is_a_recording_for_every_case_and_no_other() -> None:
    wanted = {f"{name_of(plan, article)}.yaml" for plan, article in CASES}
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()} == wanted


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_recording_is_readable_and_names_nobody(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    recorded = yaml.safe_load(text)
    for interaction in recorded["interactions"]:
        assert isinstance(interaction["request"]["body"]["messages"], list)
        assert interaction["response"]["body"]["choices"][0]["message"]["content"]
        assert set(interaction["request"]["headers"]) <= {"content-type", "Content-Type"}
        assert set(interaction["response"]["headers"]) <= {"content-type", "Content-Type"}
    assert not re.search(r"authorization|bearer|cookie|api[-_]key|127\.0\.0\.1|localhost|/root|/tmp|/home", text, re.I)
