"""Words of a text with their places, folded to one spelling, and the longest listed phrase that starts at each of them.

Folding takes away what writers vary without meaning anything by it: case, accents, the kind of dash or space, Cyrillic
letters for Latin ones ("С-400"). Names are looked up word by word in a tree, so a scan is linear in the text however
many names are listed.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from typing import Generic, NamedTuple, TypeVar

P = TypeVar("P")

# Runs of letters and runs of digits are tokens of their own, so that "S-400", "S 400" and "S400" are the same two.
# Vowel signs belong to their word (\w leaves them out). Chinese characters stand alone and katakana apart, because
# those scripts put no space between words.
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_KATAKANA = r"\u30a1-\u30ff"
_TOKEN = re.compile(rf"\d+|[{_HAN}]|[{_KATAKANA}]+|(?:[^\W\d_{_HAN}{_KATAKANA}]|[{_MARKS}])+")

# Library of Congress romanisation without its diacritics, and letters that Unicode does not decompose.
_LETTERS = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэіґ", "abvgdeziklmnoprstufyeig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "є": "ie"}
    | {"ъ": "", "ь": "", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_COMBINING = re.compile("[\u0300-\u036f]+")


class Token(NamedTuple):
    """One word or number: its place in the text and its folded form."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """`text` without case, accents and compatibility forms, Cyrillic romanised. `fold(fold(x)) == fold(x)`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _COMBINING.sub("", plain).translate(_LETTERS)


def tokens(text: str) -> list[Token]:
    """All words and numbers of `text`, in order, with their places and folded forms. Linear in the text."""
    seen: dict[str, str] = {}
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        folded = seen.get(word)
        if folded is None:
            folded = seen[word] = fold(word)
        found.append(Token(match.start(), match.end(), folded))
    return found


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name: the way it stands in a `Phrases` tree."""
    return tuple(_TOKEN.findall(fold(name)))


def compact(name: str) -> str:
    """A name as one folded run without spaces and punctuation: "S-400 Triumf" and "s400‑TRIUMF" are both
    "s400triumf"."""
    return "".join(words(name))


class _Node(Generic[P]):
    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[P]] = {}
        self.values: list[P] = []


class Phrases(Generic[P]):
    """A tree of phrases by their words; built once, then only read."""

    def __init__(self) -> None:
        self._root: _Node[P] = _Node()
        self._vocabulary: set[str] = set()

    def add(self, phrase: tuple[str, ...], value: P) -> None:
        """List `phrase` (see `words`) with a value; one phrase may have several."""
        node = self._root
        self._vocabulary.update(phrase)
        for word in phrase:
            node = node.next.setdefault(word, _Node())
        node.values.append(value)

    def starts(self) -> Set[str]:
        """The first words of all phrases: a cheap test of whether a phrase can begin here."""
        return self._root.next.keys()

    def vocabulary(self) -> Set[str]:
        """All words of all phrases."""
        return self._vocabulary

    def at(self, row: list[Token], index: int) -> Iterator[tuple[int, P]]:
        """The listed phrases that begin at `row[index]`, longest first, as (number of words, value)."""
        node = self._root
        hits: list[tuple[int, P]] = []
        for position in range(index, len(row)):
            following = node.next.get(row[position].folded)
            if following is None:
                break
            node = following
            hits.extend((position - index + 1, value) for value in reversed(node.values))
        return reversed(hits)
