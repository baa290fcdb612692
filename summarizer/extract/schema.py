"""What the model fills in: one form a kind, with one entry for each candidate of the article.

The keys of a form are the candidates' labels, all required: so nothing is forgotten, nothing is repeated, and a model
that loops is stopped by the grammar. Choices are plain words, mapped to the contract's terms here; where the article's
own words leave only some of them open, only those are offered. The `description` of each field is the instruction
the model gets, in the schema and in the question's text alike. All forms stay inside the subset that strict structured
outputs accept: every property required, no additional ones, no defaults.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.records import AgreementStatus, Position, WeaponStage

# Long enough for ten words, short enough that a looping model is cut at once.
LABEL_LENGTH = 90
SHORT_LABEL_LENGTH = 48

NOBODY = "nobody"
NOT_SAID = "not said"

STATUS_WORDS: Mapping[str, AgreementStatus] = {
    "terminated": AgreementStatus.TERMINATED,
    "expired": AgreementStatus.EXPIRED,
    "suspended": AgreementStatus.SUSPENDED,
    "rejected": AgreementStatus.REJECTED,
    "amended or extended": AgreementStatus.AMENDED,
    "in force": AgreementStatus.IN_FORCE,
    "provisionally applied": AgreementStatus.PROVISIONALLY_APPLIED,
    "approved or ratified": AgreementStatus.RATIFIED,
    "signed": AgreementStatus.SIGNED,
    "initialled": AgreementStatus.INITIALLED,
    "being negotiated": AgreementStatus.NEGOTIATING,
    "only proposed": AgreementStatus.PROPOSED,
    NOT_SAID: AgreementStatus.UNKNOWN,
}

STAGE_WORDS: Mapping[str, WeaponStage] = {
    "in service": WeaponStage.IN_SERVICE,
    "interest only": WeaponStage.REPORTED_INTEREST,
    "wanted or requested": WeaponStage.REQUESTED,
    "being negotiated": WeaponStage.NEGOTIATING,
    "ordered or bought": WeaponStage.ORDERED,
    "in production": WeaponStage.IN_PRODUCTION,
    "being delivered": WeaponStage.DELIVERING,
    "delivered": WeaponStage.DELIVERED,
    "in development": WeaponStage.IN_DEVELOPMENT,
    "upgraded": WeaponStage.UPGRADED,
    "given or transferred": WeaponStage.TRANSFERRED,
    "cancelled": WeaponStage.CANCELLED,
    NOT_SAID: WeaponStage.UNKNOWN,
}

POSITION_WORDS: Mapping[str, Position] = {
    "neither": Position.NEUTRAL,
    "against": Position.CRITICAL,
    "for": Position.SUPPORTIVE,
}

TONE_WORDS: Mapping[str, Position] = {
    "neutral report": Position.NEUTRAL,
    "in favour": Position.SUPPORTIVE,
    "critical": Position.CRITICAL,
    "mixed": Position.MIXED,
}

# Each category of a figure and the beginnings of words that show it.
CATEGORY_CUES: Mapping[str, tuple[str, ...]] = {
    "tariff": ("tariff", "duty", "duties", "levy", "levies"),
    "deficit": ("deficit", "shortfall", "gap", "imbalance"),
    "surplus": ("surplus",),
    "exports": ("export", "sold", "sales", "shipments"),
    "imports": ("import", "bought", "purchas"),
    "contract": ("contract", "deal", "order", "worth", "cost", "price", "award", "valued", "package"),
    "investment": ("invest", "stake", "fund"),
    "budget": ("budget", "spend", "outlay", "allocat", "gdp"),
    "aid": ("aid ", "aid,", "aid.", "assistance", "loan", "grant", "donat", "credit"),
    "fine": ("fined", "fine ", "fine.", "penalt"),
    "trade": ("trade", "turnover", "commerce"),
}
OTHER = "other"


class Form(BaseModel):
    """Base of all forms: a key nobody asked for is an error."""

    model_config = ConfigDict(extra="forbid")


def choice(options: Iterable[str]) -> Any:
    """A type that allows these words only, each once, in this order."""
    return Literal[tuple(dict.fromkeys(options))]


def words_for(terms: Iterable[Any], table: Mapping[str, Any]) -> tuple[str, ...]:
    """The plain words of `terms`, in the table's order."""
    wanted = set(terms)
    return tuple(word for word, term in table.items() if term in wanted)


def short_label(description: str) -> Any:
    """A text field of a few words."""
    return (str, Field(description=description, max_length=SHORT_LABEL_LENGTH))


def entry(name: str, **fields: Any) -> type[Form]:
    """The form of one candidate. A field is `(type, Field(description=…))`."""
    made: type[Form] = create_model(name, __base__=Form, **fields)
    return made


class Options(NamedTuple):
    """What a field can be, and the instruction to choose. With one option there is nothing to ask."""

    words: tuple[str, ...]
    description: str

    def chosen(self, answer: Any, field: str) -> str:
        """The only option, or the one that the answer gives to `field`."""
        return self.words[0] if len(self.words) == 1 else str(getattr(answer, field))


def choices(name: str, fields: Mapping[str, Options]) -> type[Form] | None:
    """The form of one candidate for what its words leave open, or None where they leave nothing open."""
    asked = {key: o for key, o in fields.items() if len(o.words) > 1}
    if not asked:
        return None
    return entry(name, **{key: (choice(o.words), Field(description=o.description)) for key, o in asked.items()})


def sheet(name: str, entries: Mapping[str, Any]) -> type[Form]:
    """The form of one kind: an entry for each candidate's label."""
    fields: dict[str, Any] = {key: kind if isinstance(kind, tuple) else (kind, ...) for key, kind in entries.items()}
    made: type[Form] = create_model(name, __base__=Form, **fields)
    return made


def describe(forms: Mapping[str, Any]) -> str:
    """The forms in words, for the question's text: what all entries share once, what differs at its entry.

    A form that is a plain field is described by its own description.
    """
    plain: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    for key, made in forms.items():
        if isinstance(made, tuple):
            plain.setdefault(str(made[1].description), []).append(key)
            continue
        for name, field in made.model_fields.items():
            said.setdefault(name, str(field.description))
            options.setdefault(name, {})[key] = ", ".join(get_args(field.annotation))
    lines = [
        f"For {'each' if len(keys) == len(forms) else ', '.join(keys)}, write {description}."
        for description, keys in plain.items()
    ]
    lines += ["For each, write:"] if said else []
    for name, description in said.items():
        offered = options[name]
        if len(set(offered.values())) == 1:
            shared = next(iter(offered.values()))
            lines.append(f"- {name}: {description}" + (f" (one of: {shared})" if shared else ""))
        else:
            lines.append(f"- {name}: {description}, one of:")
            lines += [f"  {key}: {choices}" for key, choices in offered.items()]
    return "\n".join(lines)
