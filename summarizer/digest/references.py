"""The articles of a digest under the numbers and names that a page gives them."""

from collections.abc import Iterable
from pathlib import PurePath

from summarizer.digest.plain import plain
from summarizer.records import Source, Support


class References:
    """The articles numbered from 1 in order of their paths, so that a reader finds number 3 where she looks for it."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.ordered = sorted(sources, key=lambda source: (source.path, source.id))
        self._number = {source.id: number for number, source in enumerate(self.ordered, start=1)}

    def reference(self, article: str) -> int:
        return self._number[article]

    def references(self, articles: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self._number[article] for article in articles}))

    def names(self, support: tuple[Support, ...]) -> tuple[str, ...]:
        """Outlets, or file names where the outlet is not known, in the order of the list of sources."""
        numbers = self.references(item.article for item in support)
        named = [display_name(self.ordered[number - 1]) for number in numbers]
        return tuple(dict.fromkeys(named))


def display_name(source: Source) -> str:
    return stated(source.outlet or "") if source.outlet else stated(PurePath(source.path).name or source.path)


def stated(text: str) -> str:
    """`text`, or a dash where nothing of it can be shown."""
    return text if plain(text) else "–"
