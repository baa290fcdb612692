"""A digest as an analyst reads it: what stands on the page, in which order, in words; no format's syntax.

Every format for people (Markdown now) renders these same views, so they cannot tell different stories. A fact is a
headline if it is its story's main agreement or has two independent origins; where a kind has no such fact, its first
one stands in. Everything else follows as single-source facts. All strings are raw text: escaping is the format's duty.
"""

from pydantic import JsonValue

from summarizer.digest.dates import date_order, date_words
from summarizer.digest.facts import best_quote, details, fact_words, field_text, ordered_fields, when
from summarizer.digest.plain import excerpt
from summarizer.digest.references import References, stated
from summarizer.digest.views import (
    DateView,
    DifferenceView,
    FactView,
    OriginView,
    Page,
    ProblemView,
    RejectedView,
    RunView,
    SideView,
    SourceView,
    StanceView,
    StoryView,
    Wording,
    WordingView,
)
from summarizer.digest.words import KIND_WORDS, RELATIONS, count, figure_words, problem_words, term, value_words
from summarizer.records import KINDS, Conflict, Digest, MergedRecord, Relation, Source, Story, Support

_TITLE_LENGTH = 200
# A value said by this many independent origins counts as corroborated.
_CORROBORATED = 2
_HEADLINE_KINDS = ("agreement", "date", "weapon", "trade_figure")
_OUTLET_ITSELF = "article"


def page(digest: Digest) -> Page:
    """All views of `digest`. Pure; raises KeyError if a record names an article that is not among the sources."""
    sources = References(digest.sources)
    stories = tuple(_story(story, sources) for story in digest.stories)
    return Page(
        counts=_counts(digest),
        stories=stories,
        sources=tuple(_source(source) for source in sources.ordered),
        rejected=_rejected(digest, sources),
        problems=tuple(
            ProblemView(item.path, "not read" if item.lost else "read all the same", problem_words(item))
            for item in sorted(digest.problems, key=lambda item: (item.path, item.what, item.hint))
        ),
        runs=_runs(digest),
    )


def _counts(digest: Digest) -> tuple[str, ...]:
    origins = len({source.origin for source in digest.sources})
    facts = sum(len(story.records) for story in digest.stories)
    counts = [
        count(len(digest.stories), "story", "stories"),
        count(len(digest.sources), "article"),
        f"{count(origins, 'independent origin')} (upper bound)",
        f"{count(facts, 'fact')} from {count(sum(source.facts for source in digest.sources), 'statement')}",
        f"{len(digest.rejected):,} rejected",
    ]
    lost = sum(problem.lost for problem in digest.problems)
    return (*counts, f"{count(lost, 'input')} not read") if lost else tuple(counts)


# --- one story -----------------------------------------------------------------------------------------------------


def _story(story: Story, sources: References) -> StoryView:
    ordered = sorted(story.records, key=lambda record: (KINDS.index(record.kind), not record.main))
    headlines = [record for record in ordered if _is_headline(record)]
    for kind in _HEADLINE_KINDS:
        if not any(record.kind == kind for record in headlines):
            headlines += [record for record in ordered if record.kind == kind][:1]
    headlines.sort(key=ordered.index)
    shown = {record.id for record in headlines}
    # The timeline and the table of stances show all records of their kinds, so these are not listed once more.
    further = [r for r in ordered if r.id not in shown and r.kind not in ("date", "stance")]
    copies = [origin for origin in story.origins if len(origin.articles) > 1]
    return StoryView(
        title=stated(excerpt(story.title, "", _TITLE_LENGTH)),
        articles=count(len(story.articles), "article"),
        origins=f"{count(len(story.origins), 'independent origin')} (upper bound)",
        headlines=tuple(_fact(record, sources) for record in headlines),
        differences=_differences(ordered, sources),
        stances=tuple(row for record in ordered if record.kind == "stance" for row in _stances(record, sources)),
        timeline=_timeline(ordered, sources),
        further=tuple(_fact(record, sources) for record in further),
        wordings=_wordings(ordered, sources),
        one_origin=tuple(OriginView(sources.references(o.articles), stated(o.reason)) for o in copies),
    )


def _is_headline(record: MergedRecord) -> bool:
    return record.kind in _HEADLINE_KINDS and (record.main or record.origins >= _CORROBORATED)


def _fact(record: MergedRecord, sources: References) -> FactView:
    return FactView(
        kind=KIND_WORDS[record.kind],
        main=record.main,
        value=fact_words(record),
        details=details(record, sources),
        origins=f"{count(record.origins, 'independent origin')} (upper bound)",
        said_by=sources.names(record.support),
        references=sources.references(support.article for support in record.support),
        quote=best_quote(record, record.support, sources),
        single=record.origins < _CORROBORATED,
        differs=any(
            _differs(field, conflict) for field, merged in record.fields.items() for conflict in merged.conflicts
        ),
    )


def _timeline(records: list[MergedRecord], sources: References) -> tuple[DateView, ...]:
    dates = [record for record in records if record.kind == "date"]
    dates.sort(
        key=lambda record: (date_order(field_text(record, "date")), field_text(record, "event") or "", record.id)
    )
    return tuple(
        DateView(
            when=when(record),
            event=stated(field_text(record, "event") or record.label),
            references=sources.references(support.article for support in record.support),
            single=record.origins < _CORROBORATED,
            quote=best_quote(record, record.support, sources),
        )
        for record in dates
    )


def _stances(record: MergedRecord, sources: References) -> list[StanceView]:
    holder = field_text(record, "holder") or record.label
    target = field_text(record, "target") or record.label
    position = record.fields.get("position")
    sides: list[tuple[JsonValue, tuple[Support, ...], int]] = [("not stated", record.support, record.origins)]
    if position is not None:
        others = [(c.value, c.support, len({s.origin for s in c.support})) for c in position.conflicts]
        sides = [(position.value, position.support, position.origins), *others]
    return [
        StanceView(
            holder="the articles themselves" if holder == _OUTLET_ITSELF else stated(holder),
            target=stated(target),
            position=stated(value_words("position", value)),
            origins=origins,
            references=sources.references(item.article for item in support),
        )
        for value, support, origins in sides
    ]


def _differences(records: list[MergedRecord], sources: References) -> tuple[DifferenceView, ...]:
    order = list(RELATIONS)
    rows = [
        (
            order.index(conflict.relation.value),
            DifferenceView(
                about=stated(record.label),
                field=term(field),
                chosen=_side(record, field, merged.value, merged.support, sources),
                other=_side(record, field, conflict.value, conflict.support, sources),
                relation=RELATIONS[conflict.relation.value],
                rule=stated(term(merged.policy)),
            ),
        )
        for record in records
        for field, merged in ordered_fields(record)
        for conflict in merged.conflicts
        if _differs(field, conflict)
    ]
    return tuple(view for _, view in sorted(rows, key=lambda row: row[0]))


def _differs(field: str, conflict: Conflict) -> bool:
    """Whether both values cannot simply stand together. How firmly an article speaks shows in its quote already."""
    firmness = field == "modality" and conflict.relation is not Relation.CONTRADICTION
    return conflict.relation is not Relation.REFINEMENT and not firmness


def _wordings(records: list[MergedRecord], sources: References) -> tuple[WordingView, ...]:
    rows = []
    for record in records:
        for field, merged in ordered_fields(record):
            others = tuple(
                Wording(
                    _field_words(record, field, conflict.value),
                    sources.references(support.article for support in conflict.support),
                )
                for conflict in merged.conflicts
                if not _differs(field, conflict)
            )
            if others:
                chosen = _field_words(record, field, merged.value)
                rows.append(WordingView(stated(record.label), term(field), chosen, others))
    return tuple(rows)


def _field_words(record: MergedRecord, field: str, value: JsonValue) -> str:
    unit = field_text(record, "unit") if record.kind == "trade_figure" else None
    as_figure = field == "value" and unit is not None and isinstance(value, str)
    return stated(figure_words(str(value), unit or "") if as_figure else value_words(field, value))


def _side(
    record: MergedRecord, field: str, value: JsonValue, support: tuple[Support, ...], sources: References
) -> SideView:
    words = _field_words(record, field, value)
    return SideView(words, sources.names(support), best_quote(record, support, sources, value))


# --- the lists at the end ------------------------------------------------------------------------------------------


def _source(source: Source) -> SourceView:
    return SourceView(
        path=stated(source.path),
        outlet=stated(source.outlet or "outlet not stated"),
        published=f"published {date_words(source.published)}" if source.published else "date not stated",
        title=excerpt(source.title or "", "", _TITLE_LENGTH),
        outcome=term(source.outcome.value) + (f" ({source.detail})" if source.detail else ""),
        facts=count(source.facts, "statement"),
    )


def _rejected(digest: Digest, sources: References) -> tuple[RejectedView, ...]:
    rows = [
        RejectedView(
            reference=sources.reference(item.article),
            kind=KIND_WORDS.get(str(item.rejected.fact.get("kind")), "Proposal"),
            proposed=_proposed(item.rejected.fact),
            reason=item.rejected.reason.value.replace("-", " ")
            + (f" (only the field {term(item.rejected.field)} was dropped)" if item.rejected.field else ""),
            detail=excerpt(item.rejected.detail or "", "", _TITLE_LENGTH),
        )
        for item in digest.rejected
    ]
    return tuple(sorted(rows))


def _proposed(fact: dict[str, JsonValue]) -> str:
    """The proposal in the model's own words, without what the page says anyway."""
    said = [f"{term(key)}: {value_words(key, item)}" for key, item in sorted(fact.items()) if _tells(key, item)]
    return stated(excerpt("; ".join(said), "", _TITLE_LENGTH))


def _tells(key: str, item: JsonValue) -> bool:
    return key not in ("kind", "evidence", "id", "main") and item not in (None, "", [], {})


def _runs(digest: Digest) -> tuple[RunView, ...]:
    rows = [
        RunView(
            model=stated(total.run.model),
            prompts=f"{total.run.prompt.name} ({total.run.prompt.hash[:19]})",
            schema=stated(total.run.schema_),
            articles=f"{total.articles:,}",
            calls=f"{total.run.calls:,}",
            tokens=f"{total.run.prompt_tokens:,} in, {total.run.completion_tokens:,} out",
        )
        for total in digest.runs
    ]
    return tuple(sorted(rows))
