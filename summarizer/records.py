"""The frozen records that travel between the rooms, and their JSON: the contract with other programs.

Offsets count characters (Unicode code points) of the article's own stored text, `start` inclusive, `end` exclusive.
Ids are hashes of canonical JSON, so the same content has the same id in every run, process and machine.
"""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from summarizer.errors import ContractError


def canonical_json(value: Any) -> str:
    """`value` (JSON types only) as JSON with sorted keys and no spare white space: one spelling for one content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical JSON of `value`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """Base of all records: immutable, and a field nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- what was read -------------------------------------------------------------------------------------------------


class Article(Record):
    """One article as stored. `title`, where known, stands verbatim in `text`; unknown metadata is null, never guessed.

    `id` is "sha256:" and the hash of text and metadata without the path: moving a file does not make a new article.
    `furniture` holds spans of the page around the article (menus, disclaimers, bylines, repeats), sorted, disjoint.
    `published` is an ISO 8601 calendar date.
    """

    id: str = ""
    path: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    text: str
    furniture: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _fill_id(self) -> Self:
        expected = "sha256:" + content_hash(
            {k: getattr(self, k) for k in ("text", "outlet", "published", "title", "url")}
        )
        if self.id not in ("", expected):
            raise ValueError(f"the article's id {self.id} is not the hash of its content ({expected})")
        object.__setattr__(self, "id", expected)
        return self


class Problem(Record):
    """Something a person should know about one input: what was wrong, where, what to do.

    `lost` tells whether the input was left out ("unreadable") or read all the same ("warning").
    """

    path: str
    what: str
    hint: str
    lost: bool


class Sentence(Record):
    """One sentence of an article; `number` counts from 1 over the sentences outside the furniture."""

    number: int
    start: int
    end: int
    text: str


class MentionKind(StrEnum):
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    QUANTITY = "quantity"
    DESIGNATION = "designation"
    AGREEMENT = "agreement"


class Mention(Record):
    """A stretch of an article that looks like a value: a candidate for the model to judge, not yet a fact."""

    kind: MentionKind
    start: int
    end: int
    text: str


# --- facts ---------------------------------------------------------------------------------------------------------


class Modality(StrEnum):
    """How far the article commits itself to the fact."""

    STATED = "stated"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class AgreementStatus(StrEnum):
    """State of the instrument (UN Treaty Collection glossary; Vienna Convention on the Law of Treaties, 10-16, 24-25)."""

    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    PROVISIONALLY_APPLIED = "provisionally_applied"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class ActStep(StrEnum):
    """What one party did; kept apart from the state of the instrument ("the Duma ratified" is not "in force")."""

    PROPOSED = "proposed"
    INITIALLED = "initialled"
    SIGNED = "signed"
    APPROVED = "approved"
    RATIFIED = "ratified"
    ACCEPTED = "accepted"
    ACCEDED = "acceded"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    WITHDREW = "withdrew"


class WeaponStage(StrEnum):
    """Where the system stands between a wish and service (after the SIPRI Arms Transfers Database's order/delivery)."""

    IN_SERVICE = "in_service"
    REPORTED_INTEREST = "reported_interest"
    REQUESTED = "requested"
    NEGOTIATING = "negotiating"
    ORDERED = "ordered"
    IN_PRODUCTION = "in_production"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    IN_DEVELOPMENT = "in_development"
    UPGRADED = "upgraded"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Bound(StrEnum):
    """What a written figure says about the true value."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Position(StrEnum):
    SUPPORTIVE = "supportive"
    CRITICAL = "critical"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class Evidence(Record):
    """The words a fact rests on: `article.text[start:end] == quote`, always."""

    quote: str
    start: int
    end: int

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.quote) or self.start < 0 or not self.quote:
            raise ValueError("evidence needs a quote whose length is end - start, with start at 0 or later")
        return self


class _Fact(Record):
    """What all kinds share. `id` is filled in: the hash of everything else in the fact."""

    id: str = ""
    evidence: Evidence
    modality: Modality = Modality.STATED

    @model_validator(mode="after")
    def _fill_id(self) -> Self:
        expected = content_hash(self.model_dump(mode="json", exclude={"id"}))[:16]
        if self.id not in ("", expected):
            raise ValueError(f"the fact's id {self.id} is not the hash of its content ({expected})")
        object.__setattr__(self, "id", expected)
        return self


class Act(Record):
    """One step of one party towards (or away from) an agreement; `date_text` is copied from the article."""

    actor: str
    step: ActStep
    date_text: str | None = None


class Agreement(_Fact):
    """A treaty, pact, deal or contract. `name` and each of `parties` is copied from the article."""

    kind: Literal["agreement"] = "agreement"
    name: str
    parties: tuple[str, ...] = ()
    status: AgreementStatus = AgreementStatus.UNKNOWN
    act: Act | None = None
    main: bool = False


class DateFact(_Fact):
    """When something happens. `date` is EDTF (ISO 8601-2), or null where the words alone do not fix it ("Tuesday")."""

    kind: Literal["date"] = "date"
    event: str
    date_text: str
    date: str | None = None


class Weapon(_Fact):
    """A weapons system, at one stage, in one number. `system` is the registry's id, or the normalised designation."""

    kind: Literal["weapon"] = "weapon"
    designation: str
    system: str
    quantity: int | None = Field(default=None, ge=0)
    quantity_text: str | None = None
    unit: str | None = None
    stage: WeaponStage = WeaponStage.UNKNOWN
    supplier: str | None = None
    recipient: str | None = None


class TradeFigure(_Fact):
    """A figure of trade or money. `value` is a plain decimal in units of `unit` (ISO 4217 code, or "%")."""

    kind: Literal["trade_figure"] = "trade_figure"
    figure_text: str
    value: str
    unit: str
    bound: Bound = Bound.EXACT
    measure: str
    category: str | None = None
    period_text: str | None = None
    period: str | None = None

    @field_validator("value")
    @classmethod
    def _plain_decimal(cls, value: str) -> str:
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise ValueError(f"{value!r} is not a decimal number") from error
        if not number.is_finite() or "e" in value.lower():
            raise ValueError(f"{value!r} is not a plain decimal number")
        return value


class Stance(_Fact):
    """Where `holder` (an actor named in the article, or "article": the outlet's own framing) stands on `target`."""

    kind: Literal["stance"] = "stance"
    holder: str
    target: str
    position: Position


Fact = Annotated[Agreement | DateFact | Weapon | TradeFigure | Stance, Field(discriminator="kind")]
FACT: TypeAdapter[Agreement | DateFact | Weapon | TradeFigure | Stance] = TypeAdapter(Fact)
KINDS = ("agreement", "date", "weapon", "trade_figure", "stance")


class Reason(StrEnum):
    """Why a proposed fact, or one field of it, is not believed."""

    VALUE_NOT_IN_ARTICLE = "value-not-in-article"
    VALUE_NOT_IN_EVIDENCE = "value-not-in-evidence"
    VALUE_UNREADABLE = "value-unreadable"
    STATUS_NOT_IN_EVIDENCE = "status-not-in-evidence"
    STAGE_NOT_IN_EVIDENCE = "stage-not-in-evidence"
    PARTY_NOT_IN_ARTICLE = "party-not-in-article"
    HOLDER_NOT_IN_EVIDENCE = "holder-not-in-evidence"
    NO_EVIDENCE = "no-evidence"
    NOT_THIS_KIND = "not-this-kind"
    DUPLICATE = "duplicate"
    SCHEMA = "schema"


class Rejected(Record):
    """A proposal that was not believed: as proposed, with the reason, and the field where only that one was dropped."""

    fact: dict[str, JsonValue]
    reason: Reason
    field: str | None = None
    detail: str | None = None


class Outcome(StrEnum):
    """How the questions about one article ended; the worst answer decides."""

    OK = "ok"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    INVALID = "invalid"
    FAILED = "failed"


class PromptRef(Record):
    """Which prompts were used: the plan's name and version, and the hash of all their bytes."""

    name: str
    hash: str


class Run(Record):
    """What an extraction rests on. `calls` and tokens are what the answers cost when they were made, cached or not."""

    model: str
    prompt: PromptRef
    schema_: str = Field(alias="schema", serialization_alias="schema")
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Extraction(Record):
    """One line of `summarizer extract`: an article and everything that was proposed about it."""

    article: Article
    facts: tuple[Fact, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    outcome: Outcome
    run: Run
    detail: str | None = None

    @model_validator(mode="after")
    def _quotes_stand(self) -> Self:
        for fact in self.facts:
            if self.article.text[fact.evidence.start : fact.evidence.end] != fact.evidence.quote:
                raise ValueError(f"fact {fact.id}: its quote does not stand at {fact.evidence.start} of the article")
        return self


# --- the digest ----------------------------------------------------------------------------------------------------


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


def parse_record(kind: type[R], line: str, where: str) -> R:
    """One JSON text as a record of `kind`; `where` (a file and line) goes into the `ContractError` it raises."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole line"
        raise ContractError(f"{where}: not a valid {kind.__name__}: {place}: {first['msg']}") from error
