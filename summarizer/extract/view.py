"""An article as the questions see it: its sentences with their candidates, and the numbered text the model reads."""

from collections import Counter
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.extract.cues import CLAUSE_ENDS, modality
from summarizer.extract.schema import LABEL_LENGTH
from summarizer.read.agreements import introduced_acronyms
from summarizer.read.mentions import SentenceMentions, scan
from summarizer.read.sentences import sentences
from summarizer.records import Article, Evidence, Modality
from summarizer.values.dates import FISCAL_START, DateContext, resolve
from summarizer.values.edtf import precision
from summarizer.values.names import Registry


class Stretch(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


class View:
    """Everything the questions of one article need, scanned once."""

    def __init__(
        self, article: Article, registry: Registry, scanned: tuple[SentenceMentions, ...] | None = None
    ) -> None:
        self.article = article
        self.registry = registry
        if scanned is None:
            read = sentences(article)
            introduced = frozenset(acronym for s in read for acronym in introduced_acronyms(s.text))
            scanned = tuple(scan(s, registry, introduced) for s in read)
        self.sentences = scanned

    def part(self, first: int, last: int) -> "View":
        """The view of some of its sentences only, `first` inclusive, `last` exclusive."""
        return View(self.article, self.registry, self.sentences[first:last])

    @cached_property
    def numbered(self) -> str:
        """The article as the model reads it: one numbered sentence a line, without the page's furniture."""
        return "\n".join(f"[{s.sentence.number}] {one_line(s.sentence.text)}" for s in self.sentences)

    @cached_property
    def actor_names(self) -> dict[str, str]:
        """How the article most often writes each country or organisation, by the actor's id, the most named first."""
        spellings: dict[str, Counter[str]] = {}
        for sentence in self.sentences:
            for actor in sentence.actors:
                spellings.setdefault(actor.actor, Counter())[actor.text] += 1
        by_weight = sorted(spellings.items(), key=lambda item: -item[1].total())
        return {actor: self._usual(actor, counted) for actor, counted in by_weight}

    def _usual(self, actor: str, counted: Counter[str]) -> str:
        """The spelling used most; a country's name before its capital where both are."""
        country = self.registry.countries.get(actor)
        return max(counted, key=lambda text: (counted[text], country is not None and text == country.name))

    @property
    def opens(self) -> bool:
        """Whether this is the article's beginning, not a later stretch of a long one."""
        return bool(self.sentences) and self.sentences[0].sentence.number == 1

    def makers(self, system: str) -> tuple[str, ...]:
        """The countries that make a system, as actors' ids, where the registry knows it."""
        weapon = self.registry.weapon(system)
        return tuple(f"country:{code}" for code in weapon.country) if weapon else ()

    @cached_property
    def fiscal_start(self) -> int | None:
        """The month in which the fiscal year of the article's countries starts, where those that have one agree."""
        months = {self._fiscal(actor.actor) for s in self.sentences for actor in s.actors} - {None}
        return months.pop() if len(months) == 1 else None

    def date_context(self, sentence: SentenceMentions, at: int) -> DateContext:
        """What the article says about dates of the clause at offset `at`: its own date, tense, fiscal year."""
        here = {self._fiscal(actor.actor) for actor in sentence.actors} - {None}
        ahead = modality(sentence.sentence.text, at - sentence.sentence.start)
        return DateContext(
            published=date.fromisoformat(self.article.published) if self.article.published else None,
            fiscal_start=here.pop() if len(here) == 1 else self.fiscal_start,
            direction="future" if ahead in (Modality.PLANNED, Modality.HYPOTHETICAL) else "past",
        )

    def _fiscal(self, actor: str) -> int | None:
        """The first month of an actor's fiscal year where it is not the calendar year."""
        code = self.registry.country(actor)
        month = FISCAL_START.get(code, 1) if code else 1
        return month if month != 1 else None


def evidence(sentence: SentenceMentions) -> Evidence:
    """The whole sentence as evidence."""
    s = sentence.sentence
    return Evidence(quote=s.text, start=s.start, end=s.end)


def clause(sentence: SentenceMentions, at: int) -> Stretch:
    """The clause of a sentence around the article's offset `at`."""
    s = sentence.sentence
    local = at - s.start
    start = max((m.end() for m in CLAUSE_ENDS.finditer(s.text, 0, local)), default=0)
    end = next((m.start() for m in CLAUSE_ENDS.finditer(s.text, local)), len(s.text))
    return Stretch(s.start + start, s.start + end, s.text[start:end])


TRIM = '•*-–—,;:.…“”"‘ '
# Words around a value that show what it is about; the article itself stands above the question.
SNIPPET_CHARACTERS = 70
# A quarter or more can be the period of a figure; a day cannot.
SHORTEST_PERIOD_DAYS = 80
# Two days on which to read a date's words: a weekday means the same day on both, "today" does not.
WEDNESDAY, THURSDAY = date(2025, 12, 3), date(2025, 12, 4)


@lru_cache(maxsize=4096)
def is_period(date_text: str) -> bool:
    """Whether the words name a quarter, a year, a fiscal year or a longer stretch, so that a figure can cover it."""
    value = resolve(date_text, DateContext())
    return value is not None and "XXXX" not in value and precision(value) >= SHORTEST_PERIOD_DAYS


@lru_cache(maxsize=4096)
def is_weekday(date_text: str) -> bool:
    """Whether the words name a day of the week, rather than a day counted from the day of writing."""
    read = {resolve(date_text, DateContext(published=day, direction="past")) for day in (WEDNESDAY, THURSDAY)}
    one_day = len(read) == 1 and all(value and precision(value) == 1 for value in read)
    return one_day and resolve(date_text, DateContext()) is None


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


def snippet(sentence: SentenceMentions, start: int, end: int) -> str:
    """The words around the article's offsets `start` to `end`, cut between words, within the sentence."""
    s = sentence.sentence
    before, value, after = s.text[: start - s.start], s.text[start - s.start : end - s.start], s.text[end - s.start :]
    if len(before) > SNIPPET_CHARACTERS:
        before = "…" + before[-SNIPPET_CHARACTERS:].partition(" ")[2]
    if len(after) > SNIPPET_CHARACTERS:
        after = after[:SNIPPET_CHARACTERS].rpartition(" ")[0] + "…"
    return one_line(before + value + after)


def own_words(sentence: SentenceMentions, at: int, *, behind: bool = False) -> str:
    """The clause around `at` (or only what stands behind it) in the article's own words, cut to a label's length."""
    around = clause(sentence, at)
    words = one_line(around.text[at - around.start :] if behind else around.text).strip(TRIM)
    if behind and not words and around.end + 2 < sentence.sentence.end:
        # "The Kremlin said, “This visit …”": what is said stands in the next clause
        words = one_line(clause(sentence, around.end + 2).text).strip(TRIM)
    return cut(words)


def cut(words: str) -> str:
    """`words` cut between two of them to a label's length."""
    return words if len(words) <= LABEL_LENGTH else words[: LABEL_LENGTH + 1].rsplit(" ", 1)[0]
