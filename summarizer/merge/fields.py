"""Which field of which kind is merged by which policy: one function a kind, its fields in the order of the fact's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import JsonValue

from summarizer.merge import conflicts
from summarizer.merge.agreement_names import expands, read_name
from summarizer.merge.claims import Claim, Names
from summarizer.merge.dating import close_year, falls_on, parts, readable, weekday, with_year, years_of
from summarizer.merge.measures import figure_of
from summarizer.merge.reconcile import DONE, Option, keep_all, merged, options
from summarizer.merge.stances import holder_key
from summarizer.merge.wording import stems
from summarizer.records import (
    Agreement,
    AgreementStatus,
    Bound,
    DateFact,
    MergedValue,
    Stance,
    TradeFigure,
    Weapon,
    WeaponStage,
)
from summarizer.values.edtf import is_open_year, precision
from summarizer.values.figures import Figure
from summarizer.values.matching import compact

Fields = dict[str, MergedValue]
# Without a span a date says least; longer than any calendar.
_NO_DATE = 10**8


class Years(NamedTuple):
    """Years stated in a story, in the order of how near to an event's own year they are."""

    published: frozenset[int]
    with_month: frozenset[int]
    alone: frozenset[int]


def story_years(claims: Iterable[Claim]) -> Years:
    """The years of the story's dates. A bare year ("since 1947") is often history, so it comes last."""
    claims = list(claims)
    dates = [claim.fact.date for claim in claims if isinstance(claim.fact, DateFact)]
    published = (claim.article.published for claim in claims)
    return Years(
        years_of(published, with_month=True), years_of(dates, with_month=True), years_of(dates, with_month=False)
    )


# Which date the story gives to the words of a date: by (article id, folded words), where it is one.
When = Mapping[tuple[str, str], str]


def dates_of_words(groups: Iterable[tuple[Sequence[Claim], Fields]]) -> When:
    """What the merged dates of a story (claims and fields of each) make of each article's words for a date."""
    found: dict[tuple[str, str], set[str]] = {}
    for claims, fields in groups:
        value = fields["date"].value
        for claim in claims:
            if isinstance(claim.fact, DateFact) and isinstance(value, str):
                found.setdefault((claim.article.id, compact(claim.fact.date_text)), set()).add(value)
    return {words: min(dates) for words, dates in found.items() if len(dates) == 1}


def merge_fields(kind: str, claims: Sequence[Claim], names: Names, years: Years, when: When) -> Fields:
    """All fields of one merged record of `kind`; `when` dates the steps of agreements."""
    match kind:
        case "agreement":
            found = _agreement(claims, names, when)
        case "date":
            found = _date(claims, years)
        case "weapon":
            found = _weapon(claims, names)
        case "trade_figure":
            found = _trade_figure(claims)
        case _:
            found = _stance(claims, names)
    modality = _plain(claims, "modality", majority_of=conflicts.modalities)
    return {**found, "modality": modality}


def _plain(
    claims: Sequence[Claim],
    field: str,
    key: Callable[[str], Any] = str,
    majority_of: Callable[[Any, Any], Any] = conflicts.against,
) -> MergedValue:
    """A field whose value is taken as it stands, by majority; null says nothing."""

    def read(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        value = getattr(claim.fact, field)
        if value is not None:
            yield key(str(value)), (value if isinstance(value, int) else str(value))

    return merged(options(claims, read), "majority", relate=majority_of)


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(stems(text))) or (compact(text),)


# --- agreements ----------------------------------------------------------------------------------------------------

_STATUS_RANK = {status.value: -place for place, status in enumerate(conflicts.STATUS_ORDER)}
# A parliament's approval of a treaty is its ratification, whichever word the reporter takes.
_ONE_STEP = {"approved": "ratified", "accepted": "ratified"}


def _agreement(claims: Sequence[Claim], names: Names, when: When) -> Fields:
    def name_rank(option: Option) -> tuple[int, int]:
        name = read_name(str(option.value), names)
        if any(expands(acronym, name.spelled) for acronym in name.acronyms):
            return (0, 0)
        return (1 if name.acronyms else 3 if name.generic else 2, 0)

    def name_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Agreement)
        yield compact(claim.fact.name), claim.fact.name

    def parties_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Agreement)
        for party in claim.fact.parties:
            actor = names.actor(party)
            yield actor, shown_actor(actor, party, names)

    def status_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Agreement)
        if claim.fact.status is not AgreementStatus.UNKNOWN:
            yield claim.fact.status.value, claim.fact.status.value

    return {
        "name": merged(options(claims, name_of), "most_precise", name_rank, conflicts.other_words),
        "parties": keep_all(options(claims, parties_of)),
        "status": merged(
            options(claims, status_of),
            "latest_step",
            lambda option: _STATUS_RANK[option.key],
            conflicts.statuses,
            decide=DONE,
        ),
        "acts": _acts(claims, names, when),
    }


def shown_actor(actor: str, written: str, names: Names) -> str:
    """A country's or organisation's usual name, so that a spelling changes nothing; anyone else as written."""
    entry = names.registry.countries.get(actor) or names.registry.organisations.get(actor)
    return entry.name if entry else written


def _acts(claims: Sequence[Claim], names: Names, when: When) -> MergedValue:
    """The steps of the parties, one each: who, what, the words for when that say most, and the day (EDTF) that the
    story's dates give to those words, or null."""

    def acts_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Agreement)
        act = claim.fact.act
        if act:
            step = _ONE_STEP.get(act.step.value, act.step.value)
            yield (step, names.actor(act.actor)), {"actor": act.actor, "step": step}

    steps = options(claims, acts_of)
    dated: list[Option] = []
    for step in steps:
        written = [
            (claim.article.id, claim.fact.act.date_text)
            for claim in step.claims
            if isinstance(claim.fact, Agreement) and claim.fact.act and claim.fact.act.date_text
        ]
        texts = sorted({text for _, text in written}, key=lambda text: (-_told(text), text))
        days = {when[article, compact(text)] for article, text in written if (article, compact(text)) in when}
        value = {
            **_mapping(step.value),
            "date_text": texts[0] if texts else None,
            "date": min(days, key=lambda day: (precision(day), day)) if days else None,
        }
        dated.append(step._replace(value=value))
    return keep_all(dated)


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    assert isinstance(value, dict)
    return value


def _told(date_text: str) -> int:
    """How much the words of a date tell: digits for day and year, a name for the month, more than a weekday."""
    return 2 * sum(word.isdigit() for word in date_text.replace(",", " ").split()) + len(date_text.split())


# --- dates ---------------------------------------------------------------------------------------------------------


def _date(claims: Sequence[Claim], years: Years) -> Fields:
    facts = [claim.fact for claim in claims if isinstance(claim.fact, DateFact)]
    event_years = years_of((fact.date for fact in facts), with_month=True)
    weekdays = [day for fact in facts if (day := weekday(fact.date_text)) is not None]
    closed_by_others = False

    def closed(edtf: str) -> str:
        nonlocal closed_by_others
        if not is_open_year(edtf):
            return edtf
        found = with_year(edtf, min(event_years)) if len(event_years) == 1 else None
        found = found or close_year(edtf, weekdays, years)
        closed_by_others |= found != edtf
        return found

    def date_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, DateFact)
        edtf = readable(claim.fact.date)
        if edtf:
            yield closed(edtf), closed(edtf)

    found = options(claims, date_of)
    best = min(found, key=lambda option: (precision(option.key), option.key), default=None)
    fitting = [
        claim
        for claim in claims
        if isinstance(claim.fact, DateFact)
        and readable(claim.fact.date) is None
        and best is not None
        and (day := weekday(claim.fact.date_text)) is not None
        and falls_on(best.key, day)
    ]
    date = merged(found, "most_precise", lambda option: precision(option.key), conflicts.dates, also=fitting)
    if closed_by_others:
        date = date.model_copy(update={"policy": "year_across_sources"})
    return {
        "event": _plain(claims, "event", _words, conflicts.other_words),
        "date": date,
        "date_text": merged(
            options(claims, _date_text),
            "most_precise",
            lambda option: _NO_DATE - _told(str(option.value)),
            conflicts.other_words,
        ),
    }


def _date_text(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
    assert isinstance(claim.fact, DateFact)
    yield compact(claim.fact.date_text) or claim.fact.date_text, claim.fact.date_text


# --- weapons, figures, stances -------------------------------------------------------------------------------------

_STAGE_RANK = {stage.value: -place for place, stage in enumerate(conflicts.STAGE_ORDER)}


def _weapon(claims: Sequence[Claim], names: Names) -> Fields:
    def stage_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Weapon)
        if claim.fact.stage is not WeaponStage.UNKNOWN:
            yield claim.fact.stage.value, claim.fact.stage.value

    return {
        "designation": _plain(claims, "designation", compact, conflicts.other_words),
        "system": _plain(claims, "system"),
        "quantity": _plain(claims, "quantity"),
        "unit": _plain(claims, "unit", _words, conflicts.other_words),
        "stage": merged(
            options(claims, stage_of),
            "latest_step",
            lambda option: _STAGE_RANK[option.key],
            conflicts.stages,
            decide=DONE,
        ),
        "supplier": _party(claims, "supplier", names),
        "recipient": _party(claims, "recipient", names),
    }


def _party(claims: Sequence[Claim], field: str, names: Names) -> MergedValue:
    def read(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        written = getattr(claim.fact, field)
        if written:
            actor = names.actor(written)
            yield actor, shown_actor(actor, written, names)

    return merged(options(claims, read), "majority", relate=conflicts.against)


_BOUNDS = (Bound.EXACT, Bound.APPROXIMATE, Bound.AT_LEAST, Bound.AT_MOST)


def _trade_figure(claims: Sequence[Claim]) -> Fields:
    def value_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, TradeFigure)
        yield figure_of(claim.fact), claim.fact.value

    def value_rank(option: Option) -> tuple[int, Any]:
        figure: Figure = option.key
        return (_BOUNDS.index(figure.bound), figure.step)

    value = merged(options(claims, value_of), "most_precise", value_rank, conflicts.figures)
    chosen = [claim for claim in claims if isinstance(claim.fact, TradeFigure) and claim.fact.value == value.value]
    firmest = min(
        (_BOUNDS.index(claim.fact.bound) for claim in chosen if isinstance(claim.fact, TradeFigure)), default=0
    )
    return {
        "value": value,
        "unit": _plain(claims, "unit"),
        # The bound belongs to the value that was chosen: the one its article writes beside it.
        "bound": merged(
            options(claims, _bound),
            "most_precise",
            lambda option: (option.key != _BOUNDS[firmest].value, _BOUNDS.index(Bound(option.key))),
            conflicts.other_words,
        ),
        "measure": _plain(claims, "measure", _words, conflicts.other_words),
        "category": _plain(claims, "category", _words, conflicts.other_scope),
        "period": merged(
            options(claims, _period), "most_precise", lambda option: precision(option.key), conflicts.periods
        ),
    }


def _bound(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
    assert isinstance(claim.fact, TradeFigure)
    yield claim.fact.bound.value, claim.fact.bound.value


def _period(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
    assert isinstance(claim.fact, TradeFigure)
    period = readable(claim.fact.period)
    if period and parts(period):
        yield period, period


def _stance(claims: Sequence[Claim], names: Names) -> Fields:
    def holder_of(claim: Claim) -> Iterable[tuple[Any, JsonValue]]:
        assert isinstance(claim.fact, Stance)
        yield holder_key(claim, names), claim.fact.holder

    return {
        "holder": merged(options(claims, holder_of), "majority", relate=conflicts.other_words),
        "target": _plain(claims, "target", _words, conflicts.other_words),
        "position": _plain(claims, "position", majority_of=conflicts.positions),
    }
