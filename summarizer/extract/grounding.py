"""Ties every proposed value to the article's words, or rejects it with a reason: nothing rests on the model's word.

The value that names a fact (designation, figure, date words, agreement, holder) must stand in the cited sentence;
without it the whole fact is rejected. A field that judges (status, stage) must be borne out by a word there, and a
label must not bring a word of its own; otherwise that field alone is dropped and listed, and the article's own clause
stands in for a label. Only white space and typography may differ between a value and the text.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue, ValidationError

from summarizer.extract.cues import STAGE_CUES, STATUS_CUES, shown
from summarizer.extract.schema import SHORT_LABEL_LENGTH
from summarizer.extract.view import View, evidence, one_line
from summarizer.read.mentions import SentenceMentions
from summarizer.records import FACT, AgreementStatus, Fact, Reason, Rejected, WeaponStage
from summarizer.values.numbers import critical_tokens

# Inflections share their beginnings ("approve", "approval"); five letters keep unrelated words apart.
STEM_LENGTH = 5
SMALL_WORDS = frozenset(
    "a an the of in on at to for with and or by from as is was were be been will would has have had its it their his "
    "her this that during after before between into over under about new".split()
)
TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "}
)
WORD = re.compile(r"\w[\w'.&/-]*")

# The field that names a fact of each kind, and the reason when it does not stand in the cited words.
NAMING_FIELD = {
    "agreement": "name",
    "date": "date_text",
    "weapon": "designation",
    "trade_figure": "figure_text",
    "stance": "holder",
}
LABELS = {"date": "event", "trade_figure": "measure", "stance": "target"}


class Grounded(NamedTuple):
    """What became of one proposal."""

    facts: tuple[Fact, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def ground(view: View, proposed: Mapping[str, Any], sentence: SentenceMentions, *, fallback: str = "") -> Grounded:
    """Checks one proposed fact against the sentence it cites.

    `proposed` holds the fact's fields without id and evidence. `fallback` is the article's own wording for the label
    (event, measure, target), used where the model's label does not stand. Returns the fact, if it stands, and what was
    rejected of it, each as proposed and with its reason.
    """
    fields = dict(proposed)
    kind = str(fields["kind"])
    quote = sentence.sentence.text
    rejected: list[Rejected] = []

    def refuse(reason: Reason, field: str, detail: str | None = None) -> None:
        rejected.append(Rejected(fact=_json(proposed), reason=reason, field=field, detail=detail))

    naming = NAMING_FIELD[kind]
    if kind == "stance" and fields["holder"] == "article":
        pass
    elif not stands(str(fields[naming]), quote):
        whole = stands(str(fields[naming]), view.article.text)
        reason = Reason.VALUE_NOT_IN_EVIDENCE if whole else Reason.VALUE_NOT_IN_ARTICLE
        return Grounded(rejected=(Rejected(fact=_json(proposed), reason=reason, field=naming),))

    if kind in LABELS:
        field = LABELS[kind]
        fault = label_fault(str(fields[field]), quote, view.article.text)
        if fault and fallback:
            refuse(Reason.VALUE_NOT_IN_EVIDENCE, field, fault)
            fields[field] = fallback
        elif fault:
            return Grounded(
                rejected=(
                    Rejected(fact=_json(proposed), reason=Reason.VALUE_NOT_IN_EVIDENCE, field=field, detail=fault),
                )
            )
    if kind == "agreement":
        if fields["status"] not in (AgreementStatus.UNKNOWN, *shown(quote, STATUS_CUES)):
            refuse(Reason.STATUS_NOT_IN_EVIDENCE, "status")
            fields["status"] = AgreementStatus.UNKNOWN
        absent = [party for party in fields["parties"] if not stands(party, view.article.text)]
        if absent:
            refuse(Reason.PARTY_NOT_IN_ARTICLE, "parties", ", ".join(absent))
            fields["parties"] = [party for party in fields["parties"] if party not in absent]
    if kind == "weapon":
        if fields["stage"] not in (WeaponStage.UNKNOWN, *shown(quote, STAGE_CUES)):
            refuse(Reason.STAGE_NOT_IN_EVIDENCE, "stage")
            fields["stage"] = WeaponStage.UNKNOWN
        for field in ("quantity_text", "supplier", "recipient"):
            text = fields.get(field)
            if text is not None and not stands(text, quote if field == "quantity_text" else view.article.text):
                refuse(Reason.VALUE_NOT_IN_EVIDENCE, field)
                fields[field] = None
                if field == "quantity_text":
                    fields["quantity"] = fields["unit"] = None
    try:
        fact = FACT.validate_python(fields | {"evidence": evidence(sentence)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        refuse(Reason.SCHEMA, ".".join(map(str, first["loc"])), first["msg"])
        return Grounded(rejected=tuple(rejected))
    return Grounded((fact,), tuple(rejected))


def stands(value: str, text: str) -> bool:
    """Whether `value` stands in `text` as whole words, but for white space, typography and case."""
    wanted, there = _folded(value), _folded(text)
    at = there.find(wanted) if wanted else -1
    while at >= 0:
        before, after = there[at - 1 : at] if at else "", there[at + len(wanted) :][:2]
        cut_front = before.isalnum() and wanted[0].isalnum()
        # a plural s may follow a name: "S-400s"
        plural = after[:1] == "s" and not after[1:].isalnum()
        cut_back = after[:1].isalnum() and wanted[-1].isalnum() and not plural
        if not cut_front and not cut_back:
            return True
        at = there.find(wanted, at + 1)
    return False


def label_fault(label: str, quote: str, text: str) -> str | None:
    """What is wrong with a label the model wrote in its own words, or None.

    A label may not bring a number, a negation, a name or any other word that carries meaning and that the quote lacks:
    a verb of its own ("ratifies" for "signed") would be an invented fact. Its first word has a capital anyway; that is
    a name where the article writes it as one.
    """
    if not one_line(label):
        return "empty"
    if extra := set(critical_tokens(label)) - set(critical_tokens(quote)):
        return "not in the sentence: " + ", ".join(sorted(extra))
    words, there = stems(label), stems(quote)
    names = [word for i, word in enumerate(WORD.findall(label)) if word[0].isupper() and (i or _is_name(word, text))]
    if foreign := [name for name in names if not stems(name) <= there]:
        return "not in the sentence: " + ", ".join(foreign)
    if strange := words - there:
        return "not the sentence's words: " + ", ".join(sorted(strange))
    if len(label) >= SHORT_LABEL_LENGTH and not stands(WORD.findall(label)[-1], quote):
        return "cut inside a word"
    return None


def _is_name(word: str, text: str) -> bool:
    """Whether the article writes `word` with a capital inside a sentence."""
    return re.search(rf"[a-z,;] {re.escape(word)}\b", text) is not None


def stems(text: str) -> set[str]:
    """The beginnings of the words of `text` that carry meaning, in lower case."""
    words = (word.removesuffix("'s").strip(".") for word in WORD.findall(_folded(text)))
    return {word[:STEM_LENGTH] for word in words if word and word not in SMALL_WORDS}


def _folded(text: str) -> str:
    return one_line(text.translate(TYPOGRAPHY)).casefold()


def _json(proposed: Mapping[str, Any]) -> dict[str, JsonValue]:
    """A proposal as JSON for the list of what was rejected."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in proposed.items()}
