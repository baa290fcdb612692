"""What an acronym looks like, and whether some words can be what it stands for."""

from collections.abc import Sequence


def stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Whether the letters of `acronym` occur in `words` in order, the first one at the start of a word.

    The test of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical
    text". It keeps out what else stands in brackets behind an agreement: a news agency, a country, a party.
    """
    long = " ".join(words).lower().replace("-", " ")
    short = acronym.lower()
    at = len(long)
    for i in range(len(short) - 1, -1, -1):
        at = long.rfind(short[i], 0, at)
        while i == 0 and at > 0 and long[at - 1].isalnum():
            at = long.rfind(short[i], 0, at)
        if at < 0:
            return False
    return True


def looks_like_acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and text[0].isalpha() and sum(c.isupper() for c in text) >= 2 and text.isalnum()
