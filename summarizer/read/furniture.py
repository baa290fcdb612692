"""What of a page is not the article: prompts, banners, captions, bylines, link lists, disclaimers, repeats.

Plain text has lost the page's markup (and with it link density, which tools like jusText lean on), so paragraphs are
judged by their words (the rules in furniture.toml) and by their place: what stands before the first or after the last
paragraph of prose may be dropped on weaker signs than what stands between. In doubt a line stays: a stray menu entry
costs the model a few tokens, a lost sentence costs the reader a fact.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from summarizer.read.blocks import Paragraph, count_words, ends_sentence, is_bullet, one_line, paragraphs

MIN_PROSE_WORDS = 8
"""A paragraph with fewer words is a heading, a label or a caption more often than prose, full stop or not."""
MAX_MATCHED = 2_000
"""Characters of the longest paragraph that patterns are tried on; longer ones are prose, and this bounds the time."""
MAX_FRAGMENT_WORDS = 4
"""Longest stray line (an author's name, a tag) dropped after the last prose; more words could be a sentence."""
MAX_LISTED_WORDS = 25
"""Longest line still taken for a headline in a list of related articles; headlines run to 20 words."""
REST_SHARE = 0.6
"""Share of the page's prose that must stand before a comments or disclaimer heading for it to end the article."""
MIN_REPEAT_WORDS = 4
"""Shorter paragraphs may recur with reason: a table's cells, "Yes." in an interview."""
MIN_MENU = 4
"""Lines of at most three words in a row that make a menu; three could still be a short list of the article's."""
MAX_BIO_WORDS = 70
"""Author notes are one to three sentences; longer paragraphs at the foot are the article's own."""


class Rule(NamedTuple):
    """One group of patterns of furniture.toml; the fields mean what its head says."""

    name: str
    match: Literal["whole", "start", "inside", "span"]
    where: Literal["any", "head", "foot", "edges", "body"]
    max_words: int
    then: Literal["", "list", "rest"]
    needs: tuple[str, ...]
    pattern: re.Pattern[str]

    def fits(self, shown: str, words: int) -> bool:
        """Whether the paragraph, as `shown`, is what this rule describes."""
        if words > self.max_words:
            return False
        if self.needs and not any(word in shown.lower() for word in self.needs):
            return False
        if self.match == "whole":
            return self.pattern.fullmatch(shown) is not None
        if self.match == "start":
            return self.pattern.match(shown) is not None
        return self.pattern.search(shown) is not None


class Unit(NamedTuple):
    """A paragraph as the rules see it.

    `key` is its text on one line; `shown` the same without list marks and emphasis, empty if too long to match.
    """

    place: Paragraph
    key: str
    shown: str
    words: int
    prose: bool
    bullet: bool


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of furniture.toml, in its order; read at the first call, since compiling them takes a while."""
    data = tomllib.loads(files("summarizer.read").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            name=entry["name"],
            match=entry["match"],
            where=entry["where"],
            max_words=entry["max_words"],
            then=entry.get("then", ""),
            needs=tuple(entry.get("needs", ())),
            pattern=re.compile("|".join(f"(?:{pattern})" for pattern in entry["patterns"]), re.IGNORECASE),
        )
        for entry in data["rule"]
    )


@cache
def _line_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.match != "span")


@cache
def _span_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.match == "span")


_MARKS = " \t\u00a0*_#>•●▪◦‣·|~`"
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]{0,2000}\n){1,60}?---[ \t]*(?=\n|\Z)")
_BIO = re.compile(
    r"(?:the |our )?(?:author|writer|reporter|columnist)s?(?:,? .{1,60},)?"
    r" (?:is|are|was|has|holds|covers|writes|teaches|can be)\b"
    r"|(?-i:[A-ZÀ-ÖØ-Þ][\w.’'-]{0,25}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{0,25}){1,3})(?:,? (?:who )?)"
    r"(?:is (?:an?|the) (?:[\w&’'/-]{1,25},? ){0,8}?(?:journalist|reporter|correspondent|editor|writer|columnist"
    r"|contributor|blogger|freelancer|producer|author|analyst|fellow|researcher|student|intern|graduate|scholar)\b"
    r"|holds (?:an?|the) (?:[\w.’'-]{1,20} ){0,4}?(?:master|bachelor|ph\.?d|m\.?a|b\.?a|m\.?phil|degree|doctorate"
    r"|diploma)"
    r"|(?:covers|writes (?:on|about|for)|reports (?:on|for) (?:the )?(?:\w{1,20} )?(?:beat|desk|newspaper|team))\b)",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][^\W\d_]{1,20}(?:[ ’'-][A-ZÀ-ÖØ-Þ][^\W\d_]{1,20}){0,2}(?:, [A-ZÀ-ÖØ-Þ][^\W\d_]{1,20})?"
)


def furniture(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of `text` that are not part of the article: sorted, disjoint, none empty. Never raises; linear time."""
    units = [_unit(text, paragraph) for paragraph in paragraphs(text)]
    marked = [False] * len(units)
    front = _FRONT_MATTER.match(text)
    if front:
        for index, unit in enumerate(units):
            marked[index] = unit.place.start < front.end()
    _mark_by_words(units, marked)
    _mark_bios_and_fragments(units, marked)
    _mark_menus(units, marked)
    _mark_repeats(units, marked)
    spans = [(unit.place.start, unit.place.end) for unit, is_marked in zip(units, marked, strict=True) if is_marked]
    for unit, is_marked in zip(units, marked, strict=True):
        if not is_marked:
            spans.extend(_notes(text, unit.place))
    return tuple(sorted(spans))


def _unit(text: str, place: Paragraph) -> Unit:
    key = one_line(text[place.start : place.end])
    words = count_words(key)
    return Unit(
        place=place,
        key=key,
        shown=key.strip(_MARKS) if len(key) <= MAX_MATCHED else "",
        words=words,
        prose=words >= MIN_PROSE_WORDS and ends_sentence(text, place.start, place.end),
        bullet=is_bullet(text, place.start),
    )


def _prose(units: list[Unit], marked: list[bool]) -> list[int]:
    """Indices of the prose paragraphs that are not furniture."""
    return [index for index, unit in enumerate(units) if unit.prose and not marked[index]]


def _mark_by_words(units: list[Unit], marked: list[bool]) -> None:
    """Apply the rules of furniture.toml: those that hold anywhere first, then those for head and foot."""
    followed: list[tuple[int, Rule]] = []
    placed: list[tuple[int, Rule]] = []
    fitting: dict[str, tuple[Rule, ...]] = {}
    for index, unit in enumerate(units):
        if marked[index]:
            continue
        if len(unit.key) <= MAX_MATCHED and not any(character.isalnum() for character in unit.key):
            marked[index] = True
            continue
        if unit.shown not in fitting:
            fitting[unit.shown] = tuple(
                rule for rule in _line_rules() if unit.shown and rule.fits(unit.shown, unit.words)
            )
        for rule in fitting[unit.shown]:
            if rule.where != "any":
                placed.append((index, rule))
                continue
            marked[index] = True
            if rule.then:
                followed.append((index, rule))
            break
    prose = _prose(units, marked)
    head_end, foot_start = (prose[0], prose[-1] + 1) if prose else (len(units), 0)
    for index, rule in placed:
        in_head, in_foot = index < head_end, index >= foot_start
        if {"head": in_head, "foot": in_foot, "edges": in_head or in_foot, "body": not in_head}[rule.where]:
            marked[index] = True
    _mark_city_lines(units, marked, head_end)
    for index, rule in followed:
        if rule.then == "list" and index > head_end:
            _mark_list(units, marked, index + 1)
        elif rule.then == "rest" and prose and _words_before(units, prose, index) >= REST_SHARE:
            marked[index:] = [True] * (len(units) - index)


def _words_before(units: list[Unit], prose: list[int], index: int) -> float:
    total = sum(units[position].words for position in prose)
    return sum(units[position].words for position in prose if position < index) / total


def _mark_city_lines(units: list[Unit], marked: list[bool], head_end: int) -> None:
    """In the head, a place name alone next to a weather or date banner belongs to the banner."""
    for index in range(min(head_end, len(units))):
        if marked[index] or not _PLACE_NAME.fullmatch(units[index].shown):
            continue
        neighbours = units[max(0, index - 1) : index] + units[index + 1 : index + 2]
        if any(_is_banner(neighbour) for neighbour in neighbours):
            marked[index] = True


def _is_banner(unit: Unit) -> bool:
    return any(rule.name in ("weather", "date alone") and rule.fits(unit.shown, unit.words) for rule in _line_rules())


def _mark_list(units: list[Unit], marked: list[bool], start: int) -> None:
    """Mark the headlines under "Related News": until prose, or until the gap after a list that had none within."""
    for index in range(start, len(units)):
        unit = units[index]
        gap_after_tight_list = index > start and unit.place.after_blank and not units[index - 1].place.after_blank
        if gap_after_tight_list or unit.words > MAX_LISTED_WORDS or not unit.shown:
            return
        if unit.prose and not unit.shown.endswith("?"):
            return
        marked[index] = True


def _mark_bios_and_fragments(units: list[Unit], marked: list[bool]) -> None:
    """From the last line upwards, mark author notes and stray lines until the article's own last paragraph."""
    if len(_prose(units, marked)) < 2:
        return
    for index in range(len(units) - 1, -1, -1):
        unit = units[index]
        if marked[index]:
            continue
        bio = unit.words <= MAX_BIO_WORDS and bool(_BIO.match(unit.shown)) and not any(c in unit.shown for c in '"“”')
        stray = (
            not unit.prose
            and not unit.bullet
            and 0 < unit.words <= MAX_FRAGMENT_WORDS
            and not ends_sentence(unit.shown, 0, len(unit.shown))
            and not any(character.isdigit() for character in unit.shown)
        )
        if not bio and not stray:
            return
        marked[index] = True


def _mark_menus(units: list[Unit], marked: list[bool]) -> None:
    """Mark runs of very short lines before the first and after the last prose: menus, tag clouds, city lists."""
    prose = _prose(units, marked)
    if not prose:
        return
    for zone in (range(prose[0]), range(prose[-1] + 1, len(units))):
        run: list[int] = []
        for index in [*zone, -1]:
            if index >= 0 and _is_menu_entry(units[index]):
                run.append(index)
                continue
            if len(run) >= MIN_MENU:
                for position in run:
                    marked[position] = True
            run = []


def _is_menu_entry(unit: Unit) -> bool:
    return (
        0 < unit.words <= 3
        and not unit.bullet
        and bool(unit.shown)
        and not ends_sentence(unit.shown, 0, len(unit.shown))
        and not any(character.isdigit() for character in unit.shown)
    )


def _mark_repeats(units: list[Unit], marked: list[bool]) -> None:
    """Mark every paragraph that stands word for word in an earlier one; the first stays."""
    seen: set[str] = set()
    for index, unit in enumerate(units):
        if marked[index] or unit.words < MIN_REPEAT_WORDS:
            continue
        marked[index] = unit.key in seen
        seen.add(unit.key)


def _notes(text: str, place: Paragraph) -> Iterator[tuple[int, int]]:
    """Spans of "(312 words)" and its like within a paragraph of prose."""
    for rule in _span_rules():
        for match in rule.pattern.finditer(text, place.start, place.end):
            if match.end() > match.start():
                yield match.span()
