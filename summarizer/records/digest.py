"""What all articles together say: merged records with their support and conflicts, in stories, in one digest."""

from enum import StrEnum
from typing import Literal

from pydantic import JsonValue

from summarizer.records.articles import Problem
from summarizer.records.base import Record
from summarizer.records.facts import Evidence, Modality, Outcome, Rejected, Run


class Support(Record):
    """One article's word for one value. `origin` is the id of the article group that counts as one source."""

    article: str
    fact: str
    outlet: str | None
    origin: str
    modality: Modality
    evidence: Evidence


class Relation(StrEnum):
    """How a value that was not chosen stands to the one that was."""

    CONTRADICTION = "contradiction"
    REFINEMENT = "refinement"
    SUPERSEDED = "superseded"
    SCOPE = "scope"


class Conflict(Record):
    """A value that was not chosen, who says it, and how it stands to the chosen one."""

    value: JsonValue
    support: tuple[Support, ...]
    relation: Relation


class MergedValue(Record):
    """One field of a merged record: the value, its support, the count of independent origins (an upper bound)."""

    value: JsonValue
    support: tuple[Support, ...]
    origins: int
    conflicts: tuple[Conflict, ...] = ()
    policy: str


class MergedRecord(Record):
    """What all articles of a story say about one thing: an agreement, an event's date, a system, a figure, a stance.

    `label` is a short headline in the articles' own words; `fields` maps the field's name to its merged value, in the
    order of the fact's own fields; `support` is every article's word for the thing; `origins` counts independent ones.
    """

    id: str
    kind: str
    label: str
    fields: dict[str, MergedValue]
    support: tuple[Support, ...]
    origins: int
    main: bool = False


class Origin(Record):
    """Articles that count as one source, and why in words ("copy: 92% of the shorter text's 5-word shingles")."""

    id: str
    articles: tuple[str, ...]
    reason: str


class Story(Record):
    """Articles about one set of events, and what they say. Sorted: articles by id, records by kind and weight."""

    id: str
    title: str
    articles: tuple[str, ...]
    origins: tuple[Origin, ...]
    records: tuple[MergedRecord, ...]


class Source(Record):
    """An article as the digest lists it: without its text."""

    id: str
    path: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    origin: str
    outcome: Outcome
    facts: int
    detail: str | None = None


class DigestRejected(Record):
    """A rejected proposal and the article it was made about."""

    article: str
    rejected: Rejected


class RunTotal(Record):
    """Model, prompts and schema, with calls and tokens summed over the articles that share them."""

    run: Run
    articles: int


class Digest(Record):
    """One night's answer: stories, where they come from, what was not believed and what could not be read."""

    format: Literal["summarizer-digest/1"] = "summarizer-digest/1"
    stories: tuple[Story, ...]
    sources: tuple[Source, ...]
    rejected: tuple[DigestRejected, ...] = ()
    problems: tuple[Problem, ...] = ()
    runs: tuple[RunTotal, ...] = ()
