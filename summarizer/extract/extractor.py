"""From an article to its grounded facts: which questions are asked, in which order, and what their answers become.

Two plans put the same forms to the model. `by_kind` asks one short question a kind, article first, so that a server
with a prefix cache reads the article once: right for small models. `whole` asks for everything in one call: right for
hosted models, where the article is paid for with every call. The records that come out are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import ModuleType
from typing import Annotated, Any, NamedTuple, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from summarizer.extract import agreements, dates, figures, stances, weapons
from summarizer.extract.grounding import Grounded
from summarizer.extract.prompts import Prompt, load_prompt, prompts_hash
from summarizer.extract.question import Answer, Ask, Question
from summarizer.extract.schema import describe, sheet
from summarizer.extract.unite import unite
from summarizer.extract.view import View
from summarizer.records import (
    Article,
    Extraction,
    Fact,
    Outcome,
    PromptRef,
    Reason,
    Rejected,
    Run,
)
from summarizer.values.names import Registry

# Bumped when a form or a rule of grounding changes, so that a record tells what it rests on.
SCHEMA_VERSION = "1"
# A window leaves room for the longest question and its answer in a context of 8,192 tokens, at 3 characters a token.
WINDOW_CHARACTERS = 12_000
# "[12345] " before each sentence and the line's end behind it.
NUMBER_CHARACTERS = 9
# More candidates in one question, and a small model begins to mix them up.
MOST_CANDIDATES = 12
# Generous for the longest entry of any kind; reached only by a model that does not stop.
TOKENS_AN_ENTRY = 90
# The longest answer that hosted models of today give without complaint.
MOST_TOKENS = 8_000
# From best to worst; one bad answer marks its article.
WORST = (Outcome.OK, Outcome.EMPTY, Outcome.TRUNCATED, Outcome.REFUSED, Outcome.INVALID, Outcome.FAILED)


class Plan(StrEnum):
    """How the questions are put."""

    WHOLE = "whole"
    BY_KIND = "by_kind"


class Kind(NamedTuple):
    """One kind of fact: the prompt's name and the module that lists candidates, makes forms and reads answers."""

    name: str
    module: ModuleType


KINDS = (
    Kind("agreements", agreements),
    Kind("weapons", weapons),
    Kind("dates", dates),
    Kind("figures", figures),
    Kind("stances", stances),
)


class Part(NamedTuple):
    """The candidates of one kind that one question asks about, by label, and the form that holds their entries.

    A candidate without an entry in the form is settled by the words alone.
    """

    name: str
    kind: Kind
    candidates: Mapping[str, Any]
    form: type[BaseModel]
    text: str


class Extractor:
    """Asks `ask` about articles under a plan. `model` is the name that goes into the records."""

    def __init__(self, ask: Ask, *, model: str, plan: Plan, registry: Registry) -> None:
        self.model = model
        self.plan = plan
        self._ask = ask
        self._registry = registry
        self._system = load_prompt("system")
        self._prompts: dict[str, Prompt] = {kind.name: load_prompt(kind.name) for kind in KINDS}
        self._ref = PromptRef(name=plan.value, hash=prompts_hash((self._system, *self._prompts.values())))

    async def extract(self, article: Article) -> Extraction:
        """All facts of one article. Raises what `ask` raises; whatever the model answers ends in an outcome."""
        facts: list[Fact] = []
        rejected: list[Rejected] = []
        answers: list[Answer] = []
        for view in self._windows(article):
            filled: dict[str, dict[str, Any]] = {}
            parts = [part for kind in KINDS for part in self._parts(view, kind)]
            for asked in self._questions(parts):
                answers.append(await self._ask(self._question(view, asked)))
                filled |= {part.name: answered_entries(answers[-1], part, self.plan) for part in asked}
            for part in parts:
                grounded = self._read(view, part, filled.get(part.name, {}))
                facts += grounded.facts
                rejected += grounded.rejected
        united = unite(facts, self._registry)
        return Extraction(
            article=article,
            facts=united.facts,
            rejected=(*rejected, *united.rejected),
            outcome=_outcome(answers, united.facts),
            detail=next((a.detail for a in answers if a.detail), None),
            run=self.run(answers),
        )

    def run(self, answers: Sequence[Answer] = ()) -> Run:
        """What an extraction rests on, with the cost of its answers."""
        return Run(
            model=self.model,
            prompt=self._ref,
            schema_=SCHEMA_VERSION,
            calls=sum(a.calls for a in answers),
            prompt_tokens=sum(a.prompt_tokens for a in answers),
            completion_tokens=sum(a.completion_tokens for a in answers),
        )

    def failed(self, article: Article, detail: str) -> Extraction:
        """The record of an article about which the model could not be asked."""
        return Extraction(article=article, outcome=Outcome.FAILED, detail=detail, run=self.run())

    def _windows(self, article: Article) -> Iterator[View]:
        """The article in stretches of whole sentences that fit the model's context; most articles are one."""
        whole = View(article, self._registry)
        first, size = 0, 0
        for at, sentence in enumerate(whole.sentences):
            length = len(sentence.sentence.text) + NUMBER_CHARACTERS
            if size and size + length > WINDOW_CHARACTERS:
                yield whole.part(first, at)
                first, size = at, 0
            size += length
        if first < len(whole.sentences):
            yield whole.part(first, len(whole.sentences))

    def _questions(self, parts: Sequence[Part]) -> Iterator[list[Part]]:
        """Which parts go into one call; a part whose entries the words alone settle goes into none."""
        asked = [part for part in parts if part.form.model_fields]
        if self.plan is Plan.BY_KIND:
            yield from ([part] for part in asked)
        elif asked:
            yield asked

    def _parts(self, view: View, kind: Kind) -> Iterator[Part]:
        found = kind.module.candidates(view)
        for first in range(0, len(found), MOST_CANDIDATES):
            labelled = {
                f"{kind.module.KEY}{first + i + 1}": candidate
                for i, candidate in enumerate(found[first : first + MOST_CANDIDATES])
            }
            forms = {key: kind.module.form(view, candidate) for key, candidate in labelled.items()}
            open_forms = {key: form for key, form in forms.items() if form is not None}
            lines = [f"{key}: {kind.module.listing(view, labelled[key])}" for key in open_forms]
            text = "\n".join((self._prompts[kind.name].text, *lines, describe(open_forms)))
            name = kind.name if first == 0 else f"{kind.name}_{first + 1}"
            yield Part(name, kind, labelled, sheet(name.capitalize(), open_forms), text)

    def _question(self, view: View, parts: list[Part]) -> Question:
        whole = self.plan is Plan.WHOLE
        return Question(
            system=self._system.text,
            article=f"Article:\n{view.numbered}",
            ask="\n\n".join(part.text for part in parts),
            schema=sheet("Record", {part.name: part.form for part in parts}) if whole else parts[0].form,
            max_tokens=min(MOST_TOKENS, 40 + TOKENS_AN_ENTRY * sum(len(part.form.model_fields) for part in parts)),
        )

    def _read(self, view: View, part: Part, filled: Mapping[str, Any]) -> Grounded:
        """The facts of one part; an entry that was asked for and that no answer holds is listed."""
        facts: list[Fact] = []
        rejected: list[Rejected] = []
        for key, candidate in part.candidates.items():
            if key in part.form.model_fields and key not in filled:
                proposed = {"kind": part.kind.name, "candidate": part.kind.module.listing(view, candidate)}
                rejected.append(Rejected(fact=proposed, reason=Reason.SCHEMA, detail="the answer does not hold it"))
                continue
            grounded = part.kind.module.read(view, candidate, filled.get(key))
            facts += grounded.facts
            rejected += grounded.rejected
        return Grounded(tuple(facts), tuple(rejected))


def answered_entries(answer: Answer, part: Part, plan: Plan) -> dict[str, Any]:
    """The entries of `part` that an answer holds whole; a cut or invalid answer keeps the entries before the fault."""
    try:
        content = from_json(answer.content or "{}", allow_partial=True)
    except ValueError:
        return {}
    if plan is Plan.WHOLE:
        content = content.get(part.name) if isinstance(content, dict) else None
    if not isinstance(content, dict):
        return {}
    filled: dict[str, Any] = {}
    for key, field in part.form.model_fields.items():
        try:
            one_field: TypeAdapter[Any] = TypeAdapter(
                cast("Any", Annotated[(field.annotation, field, *field.metadata)])
            )
            filled[key] = one_field.validate_json(to_json(content[key]))
        except (KeyError, ValidationError):
            continue
    return filled


def _outcome(answers: Sequence[Answer], facts: Sequence[Fact]) -> Outcome:
    """The worst of the answers; an article in which nothing was found is empty, not wrong."""
    worst = max((a.outcome for a in answers), key=WORST.index, default=Outcome.EMPTY)
    if worst in (Outcome.OK, Outcome.EMPTY):
        return Outcome.OK if facts else Outcome.EMPTY
    return worst
