"""Which articles belong together: they share grounded facts that few stories share, or most words of their headlines.

Every article gives keys. One shared strong key ties two articles, two shared weak keys do as well; vetoes keep apart
what is numbered or dated differently. Keys depend on the article alone, so the tie of two articles does not change
when a third comes or goes; joining key by key is near-linear in the number of articles.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations

from summarizer.merge.agreement_names import read_name
from summarizer.merge.claims import Names
from summarizer.merge.components import labelled
from summarizer.merge.dating import calendar_day, parts
from summarizer.merge.wording import ordinals, stems
from summarizer.records import Agreement, Article, DateFact, Extraction, Stance, TradeFigure, Weapon, content_hash

Key = tuple[Hashable, ...]

# A figure written with so many significant digits ("$68.7 billion") is hardly shared by two stories; "$50 billion" is.
TELLING_DIGITS = 3
# Headlines that share four of their first seven content words, at most one of them a country, are about one thing.
TITLE_SHARED = 4
TITLE_TELLING = 3
TITLE_WORDS = 7
# Pairs of weak keys are tried, so their number is bounded; which are kept depends on their content only.
MOST_WEAK = 12
# Articles further apart than this do not start a common story; a running story may still span longer.
STORY_GAP_DAYS = 30


def keys(extraction: Extraction, names: Names) -> tuple[frozenset[Key], frozenset[Key]]:
    """What may tie an article to others: (strong keys, weak keys)."""
    strong: set[Key] = set()
    weak: set[Key] = set()
    for fact in extraction.facts:
        match fact:
            case Agreement():
                _agreement_keys(fact, names, strong, weak)
            case Weapon():
                _weapon_keys(fact, names, strong, weak)
            case TradeFigure():
                _figure_keys(fact, names, strong, weak)
            case DateFact():
                _date_keys(fact, names, strong, weak)
            case Stance():
                pass
    title = extraction.article.title or ""
    telling = names.stems_in(title)
    first = stems(title)[:TITLE_WORDS]
    for some in combinations(first, TITLE_SHARED):
        if sum(word in telling for word in some) >= TITLE_TELLING:
            strong.add(("title", *sorted(some)))
    return frozenset(strong), frozenset(weak)


def _agreement_keys(fact: Agreement, names: Names, strong: set[Key], weak: set[Key]) -> None:
    name = read_name(fact.name, names)
    parties = frozenset(names.actor(party) for party in fact.parties) | names.actors_in(fact.name)
    for acronym in name.acronyms:
        strong.update(("agreement", party, acronym) for party in parties)
        weak.add(("agreement", acronym))
    for two in combinations(sorted(parties), 2):
        own = sorted(name.own)
        strong.update(("agreement", two, some) for some in combinations(own, 2))
        weak.update(("agreement", two, word) for word in own)
        if fact.act:
            weak.add(("act", two, _step(fact)))


def _step(fact: Agreement) -> str:
    return stems(fact.act.step.value)[0] if fact.act else ""


def _weapon_keys(fact: Weapon, names: Names, strong: set[Key], weak: set[Key]) -> None:
    recipient = names.actor(fact.recipient) if fact.recipient else None
    supplier = names.actor(fact.supplier) if fact.supplier else None
    if recipient:
        weak.add(("weapon", fact.system, recipient))
    if recipient and supplier:
        strong.add(("weapon", fact.system, supplier, recipient))
    if fact.quantity is not None:
        weak.add(("number", fact.system, fact.quantity))


def _figure_keys(fact: TradeFigure, names: Names, strong: set[Key], weak: set[Key]) -> None:
    digits = len(fact.value.replace(".", "").strip("-0"))
    if fact.unit == "%" or digits < 2:
        return
    about = sorted(names.terms_in(fact.measure))
    if digits >= TELLING_DIGITS:
        strong.update(("figure", fact.value, fact.unit, term) for term in about)
    weak.add(("figure", fact.value, fact.unit))


def _date_keys(fact: DateFact, names: Names, strong: set[Key], weak: set[Key]) -> None:
    for start in parts(fact.date)[:1]:
        if start.month is None or start.day is None:
            continue
        day = (start.month, start.day)
        actors, others = names.actors_in(fact.event), names.stems_in(fact.event)
        strong.update(("date", day, *two) for two in combinations(sorted(others), 2))
        weak.update(("date", day, term) for term in sorted(actors | others))


# --- vetoes --------------------------------------------------------------------------------------------------------


def labels(extraction: Extraction, names: Names) -> Mapping[Hashable, frozenset[Hashable]]:
    """What an article must not disagree on with its story: the number in its subject's name, the year of a day."""
    found: dict[Hashable, set[Hashable]] = {}
    subject = [extraction.article.title or ""]
    subject += [fact.name for fact in extraction.facts if isinstance(fact, Agreement) and fact.main]
    for text in subject:
        for noun, number in ordinals(text):
            found.setdefault(("ordinal", noun), set()).add(number)
    for fact in extraction.facts:
        if isinstance(fact, DateFact):
            for start in parts(fact.date)[:1]:
                if start.year is not None and start.month is not None and start.day is not None:
                    day = ("year", start.month, start.day)
                    for term in names.stems_in(fact.event):
                        found.setdefault((*day, term), set()).add(start.year)
    return {topic: frozenset(values) for topic, values in found.items()}


def _far_apart(first: Article, second: Article) -> bool:
    one, two = calendar_day(first.published), calendar_day(second.published)
    return one is not None and two is not None and abs((one - two).days) > STORY_GAP_DAYS


# --- joining -------------------------------------------------------------------------------------------------------


def stories(extractions: Sequence[Extraction], copied: Iterable[tuple[int, int]], names: Names) -> list[list[int]]:
    """The stories among `extractions`, as sorted lists of indices; `copied` are pairs that are copies: one story.

    `extractions` must stand in an order that is a function of their content (see `summarizer.merge.union`).
    """
    united = labelled([labels(each, names) for each in extractions])
    for first, second in copied:
        united.join(first, second, force=True)
    # Most keys are one article's alone: they are kept as bare numbers.
    first_holder: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    for index, extraction in enumerate(extractions):
        for key in _all_keys(*keys(extraction, names)):
            number = _number(key)
            if first_holder.setdefault(number, index) != index:
                holders.setdefault(number, [first_holder[number]]).append(index)
    blocks = sorted({tuple(indices) for indices in holders.values()}, key=_most_specific_first)
    for block in blocks:
        for run in _runs(block, extractions):
            united.join_all(run)
    return united.groups()


def _all_keys(strong: frozenset[Key], weak: frozenset[Key]) -> Iterator[Key]:
    yield from strong
    kept = sorted(weak, key=repr)
    if len(kept) > MOST_WEAK:
        kept = sorted(sorted(kept, key=lambda key: content_hash(repr(key)))[:MOST_WEAK], key=repr)
    yield from combinations(kept, 2)


def _number(key: Key) -> int:
    """`key` as 64 bits, the same in every process."""
    return int.from_bytes(blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _most_specific_first(block: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Few holders first: what few articles share is the surest, and vetoes look at what is united already."""
    return len(block), block


def _runs(block: Sequence[int], extractions: Sequence[Extraction]) -> Iterator[list[int]]:
    """The articles of a block, cut where more than STORY_GAP_DAYS pass between one and the next.

    Articles without a date join the whole only where the dated ones are one run: else nothing tells to which.
    """
    undated = [index for index in block if calendar_day(extractions[index].article.published) is None]
    dated = sorted(
        (index for index in block if calendar_day(extractions[index].article.published) is not None),
        key=lambda index: (extractions[index].article.published or "", index),
    )
    runs: list[list[int]] = []
    for index in dated:
        if runs and not _far_apart(extractions[runs[-1][-1]].article, extractions[index].article):
            runs[-1].append(index)
        else:
            runs.append([index])
    if len(runs) == 1:
        yield sorted(runs[0] + undated)
    else:
        yield from runs
        yield undated
