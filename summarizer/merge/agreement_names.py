"""What the name of an agreement says: its acronym, its own words, its kind, and whether it says anything of its own.

"RELOS" and "Reciprocal Exchange of Logistics Support" are one name, short and long; "the pact" is no name at all.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.merge.claims import Names
from summarizer.merge.wording import stem
from summarizer.values.matching import words

# Kinds of instrument that reporters use for one another; a memorandum, a contract and a sanctions package are not
# called by each other's names.
_KINDS = {
    "treaty": "pact accord treaty convention arrangement understanding protocol charter framework partnership",
    "memorandum": "memorandum mou memo letter",
    "contract": "contract order tender purchase sale",
    "sanctions": "sanction package embargo tariff",
    "document": "document declaration statement communique roadmap",
    # Anything is called a deal or an agreement.
    "": "deal agreement",
}
_KIND_OF = {stem(word): kind for kind, row in _KINDS.items() for word in row.split()}
# Words that say that something is an agreement, and not which.
KIND_STEMS = frozenset(_KIND_OF)
# Words that praise or place an agreement without telling which it is.
_EMPTY = frozenset(
    stem(word)
    for word in (
        "big bigger biggest major landmark historic pivotal key important new recent recently signed proposed joint"
        " mutual bilateral trilateral multilateral comprehensive strategic intergovernmental governmental government"
        " final draft interim first second long awaited so called crucial pending existing ongoing potential possible"
        " deals agreements pacts two three several other such same document text"
    ).split()
)
_ACRONYM = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]{0,3}[A-Z]?(?![A-Za-z0-9-])")
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 10


@dataclass(frozen=True)
class AgreementName:
    """`own` are the stems that tell this agreement from others; `acronyms` are folded; `spelled` its folded words."""

    own: frozenset[str]
    acronyms: frozenset[str]
    spelled: tuple[str, ...]
    kind: str | None

    @property
    def generic(self) -> bool:
        """Whether the name ("the pact", "the deal with Moscow") tells nothing but its kind and parties."""
        return not self.own and not self.acronyms


def read_name(name: str, names: Names) -> AgreementName:
    """The parts of an agreement's name, as written. Parties named in it are left out of `own`."""
    stripped = names.stems_in(name)
    own = frozenset(each for each in stripped if each not in _KIND_OF and each not in _EMPTY)
    kinds = [kind for word in words(name) if (kind := _KIND_OF.get(stem(word)))]
    acronyms = frozenset(
        match.lower()
        for match in _ACRONYM.findall(name)
        if _SHORTEST_ACRONYM <= len(match) <= _LONGEST_ACRONYM and names.registry.actor(match) is None
    )
    # In "…Logistics Support (RELOS) agreement" the acronym is no word of its own; alone it is the only one.
    spelled = tuple(word for word in words(name) if word not in acronyms and stem(word) not in _KIND_OF)
    return AgreementName(own - {stem(each) for each in acronyms}, acronyms, spelled, kinds[-1] if kinds else None)


@lru_cache(maxsize=65536)
def expands(acronym: str, spelled: tuple[str, ...]) -> bool:
    """Whether the words of `spelled` may be what `acronym` (folded) stands for.

    After Schwartz and Hearst (2003): every letter of the acronym stands in the words in order, the first one at the
    start of the first word. At least half its letters must begin a word, so that chance letters do not do.
    """
    if not spelled or not acronym or spelled[0][0] != acronym[0] or len(spelled) < 2:
        return False
    if len(spelled) > len(acronym) + 2:
        return False
    initials = "".join(word[0] for word in spelled)
    return _in_order(acronym, "".join(spelled)) and 2 * _common(acronym, initials) >= len(acronym)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _common(first: str, second: str) -> int:
    """Length of the longest common subsequence of two short strings."""
    row = [0] * (len(second) + 1)
    for letter in first:
        before = row
        row = [0]
        for place, other in enumerate(second):
            row.append(before[place] + 1 if letter == other else max(before[place + 1], row[place]))
    return row[-1]
