"""From extractions to a digest: origins, stories, records, in that order, each a pure function of the ones before.

Everything starts from `union`, which puts the articles into one order that their content decides; so the order of
input, the number of times an article comes, and the way the input was cut into shards leave no trace.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from summarizer.merge.agreements import same_agreements
from summarizer.merge.claims import UNDATED, Claim, Names, claim, count_origins
from summarizer.merge.events import same_dates
from summarizer.merge.fields import Fields, dates_of_words, merge_fields, story_years
from summarizer.merge.labels import label
from summarizer.merge.measures import same_figures, same_weapons
from summarizer.merge.origins import Copy, copies, origins_of
from summarizer.merge.reconcile import supports
from summarizer.merge.stances import same_stances
from summarizer.merge.stories import stories
from summarizer.merge.wording import body_words
from summarizer.records import (
    Agreement,
    Digest,
    DigestRejected,
    Extraction,
    MergedRecord,
    Outcome,
    Problem,
    Run,
    RunTotal,
    Source,
    Story,
    canonical_json,
    content_hash,
)
from summarizer.values.names import Registry

# Best first: an answer that came through whole says more than one that was cut.
_OUTCOMES = (Outcome.OK, Outcome.EMPTY, Outcome.TRUNCATED, Outcome.INVALID, Outcome.REFUSED, Outcome.FAILED)
# The order in which a story's records are listed, and who tells which claims belong to one.
_GROUPING: Mapping[str, Callable[[Sequence[Claim], Names], list[list[Claim]]]] = {
    "agreement": same_agreements,
    "weapon": same_weapons,
    "trade_figure": same_figures,
    "date": same_dates,
    "stance": same_stances,
}


def union(*parts: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """All extractions of all `parts`, one an article, in the order of article ids.

    Of several extractions of one article the one with the better outcome stays, then the one with more facts, then
    the one whose canonical JSON comes first; so `union` is associative, commutative and idempotent, and
    `merge(union(*shards)) == merge(all)`.
    """
    best: dict[str, Extraction] = {}
    for extraction in chain(*parts):
        held = best.setdefault(extraction.article.id, extraction)
        if held is not extraction and _preference(extraction) < _preference(held):
            best[extraction.article.id] = extraction
    return tuple(best[article] for article in sorted(best))


def _preference(extraction: Extraction) -> tuple[int, int, str]:
    facts = {fact.id for fact in extraction.facts}
    return (_OUTCOMES.index(extraction.outcome), -len(facts), canonical_json(extraction.model_dump(mode="json")))


def merge(extractions: Iterable[Extraction], registry: Registry, problems: Iterable[Problem] = ()) -> Digest:
    """One digest of all `extractions`; `problems` are those of reading, passed on.

    A pure function of the set of articles: any order, any repetition and any sharding of the input gives the same
    digest, byte for byte. Every fact stands in the support of exactly one record. Raises nothing on its own account.
    """
    whole = union(extractions)
    names = Names(registry)
    found = copies([body_words(each.article.text, each.article.furniture) for each in whole])
    groups = stories(whole, ((copy.first, copy.second) for copy in found), names)
    story_of = {index: number for number, group in enumerate(groups) for index in group}
    copied: list[list[Copy]] = [[] for _ in groups]
    for copy in found:
        copied[story_of[copy.first]].append(copy)
    merged = [_story(group, whole, copied[number], names) for number, group in enumerate(groups)]
    origin_of = {article: origin.id for story in merged for origin in story.origins for article in origin.articles}
    return Digest(
        stories=tuple(sorted(merged, key=lambda story: (-len(story.origins), -len(story.articles), story.id))),
        sources=tuple(_source(each, origin_of[each.article.id]) for each in whole),
        rejected=_rejected(whole),
        problems=_distinct(problems),
        runs=_runs(whole),
    )


# --- one story -----------------------------------------------------------------------------------------------------


def _story(group: Sequence[int], whole: Sequence[Extraction], copied: Iterable[Copy], names: Names) -> Story:
    origins = origins_of(group, [each.article for each in whole], copied, names.registry)
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    claims = [
        claim(each.article, fact, origin_of[each.article.id])
        for each in (whole[index] for index in group)
        for fact in {fact.id: fact for fact in each.facts}.values()
    ]
    claims.sort(key=Claim.order)
    records = _records(claims, names)
    return Story(
        id=_story_id(group, whole),
        title=_title(group, whole, records),
        articles=tuple(sorted(whole[index].article.id for index in group)),
        origins=origins,
        records=records,
    )


def _records(claims: Sequence[Claim], names: Names) -> tuple[MergedRecord, ...]:
    years = story_years(claims)
    groups = {
        kind: [
            sorted(group, key=Claim.order) for group in same([each for each in claims if each.fact.kind == kind], names)
        ]
        for kind, same in _GROUPING.items()
    }
    dated = [(group, merge_fields("date", group, names, years, {})) for group in groups["date"]]
    when = dates_of_words(dated)
    found: list[MergedRecord] = []
    for kind in _GROUPING:
        records = [_record(kind, group, merge_fields(kind, group, names, years, when)) for group in groups[kind]]
        found += sorted(records, key=lambda record: (-record.origins, record.label, record.id))
    return _main_first(found, claims)


def _record(kind: str, group: Sequence[Claim], fields: Fields) -> MergedRecord:
    return MergedRecord(
        # Named after its first claim: a later article's word does not rename it.
        id=content_hash([kind, group[0].article.id, group[0].fact.id])[:16],
        kind=kind,
        label=label(kind, fields, group),
        fields=fields,
        support=supports(group),
        origins=count_origins(group),
    )


def _main_first(records: Sequence[MergedRecord], claims: Sequence[Claim]) -> tuple[MergedRecord, ...]:
    """`records` with the agreement first that most origins call what their article is about, marked as the main one.

    Where two are called so by equally many, the one that comes first stays so.
    """
    marked = _called_main(claims)
    votes = [len({each.origin for each in record.support if (each.article, each.fact) in marked}) for record in records]
    if not any(votes):
        return tuple(records)
    best = votes.index(max(votes))
    main = records[best].model_copy(update={"main": True})
    return (main, *records[:best], *records[best + 1 :])


def _called_main(claims: Iterable[Claim]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (claim.article.id, claim.fact.id) for claim in claims if isinstance(claim.fact, Agreement) and claim.fact.main
    )


def _story_id(group: Sequence[int], whole: Sequence[Extraction]) -> str:
    """Named after the article that was published first: later ones join without renaming the story, and what belongs
    to other stories never touches it."""
    first = min((whole[index].article.published or UNDATED, whole[index].article.id) for index in group)
    return f"s-{content_hash(first[1])[:16]}"


def _title(group: Sequence[int], whole: Sequence[Extraction], records: Sequence[MergedRecord]) -> str:
    """The title of the article that supports most of the story, weighed by how many origins share each record."""
    weight: dict[str, int] = {}
    for record in records:
        for article in {support.article for support in record.support}:
            weight[article] = weight.get(article, 0) + record.origins
    titled = [whole[index].article for index in group if whole[index].article.title]
    if titled:
        best = min(titled, key=lambda each: (-weight.get(each.id, 0), each.published or UNDATED, each.id))
        return best.title or ""
    main = [record.label for record in records if record.main] or [record.label for record in records]
    return main[0] if main else whole[group[0]].article.path


# --- the rest of the digest ----------------------------------------------------------------------------------------


def _source(extraction: Extraction, origin: str) -> Source:
    article = extraction.article
    return Source(
        id=article.id,
        path=article.path,
        outlet=article.outlet,
        published=article.published,
        title=article.title,
        url=article.url,
        origin=origin,
        outcome=extraction.outcome,
        facts=len({fact.id for fact in extraction.facts}),
        detail=extraction.detail,
    )


def _rejected(whole: Iterable[Extraction]) -> tuple[DigestRejected, ...]:
    found = [DigestRejected(article=each.article.id, rejected=rejected) for each in whole for rejected in each.rejected]
    return tuple(sorted(found, key=lambda each: canonical_json(each.model_dump(mode="json"))))


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    by_content = {canonical_json(problem.model_dump(mode="json")): problem for problem in problems}
    return tuple(by_content[content] for content in sorted(by_content))


def _runs(whole: Iterable[Extraction]) -> tuple[RunTotal, ...]:
    by_setup: dict[str, list[Run]] = {}
    for each in whole:
        setup = canonical_json(each.run.model_dump(mode="json", include={"model", "prompt", "schema_"}))
        by_setup.setdefault(setup, []).append(each.run)
    return tuple(
        RunTotal(
            run=runs[0].model_copy(
                update={
                    "calls": sum(run.calls for run in runs),
                    "prompt_tokens": sum(run.prompt_tokens for run in runs),
                    "completion_tokens": sum(run.completion_tokens for run in runs),
                }
            ),
            articles=len(runs),
        )
        for runs in (by_setup[setup] for setup in sorted(by_setup))
    )
