"""What articles say: facts of five kinds, each tied to its words, and what an extraction of them rests on.

Every fact has a place in its article (`Evidence`); what was proposed and not believed is kept beside it, with a reason.
"""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, JsonValue, TypeAdapter, field_validator, model_validator

from summarizer.records.articles import Article
from summarizer.records.base import Record, content_hash


class Modality(StrEnum):
    """How far the article commits itself to the fact."""

    STATED = "stated"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class AgreementStatus(StrEnum):
    """State of the instrument.

    After the UN Treaty Collection's glossary and the Vienna Convention on the Law of Treaties (articles 10-16, 24-25).
    """

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
    STATUS_NOT_IN_EVIDENCE = "status-not-in-evidence"
    STAGE_NOT_IN_EVIDENCE = "stage-not-in-evidence"
    PARTY_NOT_IN_ARTICLE = "party-not-in-article"
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
    # Two aliases rather than one `alias`, which type checkers take for the name of the argument: it is `schema_`.
    schema_: str = Field(validation_alias="schema", serialization_alias="schema")
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
