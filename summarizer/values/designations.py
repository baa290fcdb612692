"""Weapons designations in running text: the names of the registry, and shapes like "KN-23" that it does not know yet.

A registered name is believed as it stands, unless it is also an ordinary word or sign; an unknown shape and such a word
need a word about weapons in the same sentence. What looks like a designation and is none (summits, visas, airliners,
flu strains, credit ratings, roads) is told apart by its own shape.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from summarizer.values.matching import Token, compact, tokens
from summarizer.values.names import KINDS, Registry, WrittenName


class DesignationSpan(NamedTuple):
    """A weapons designation: `text[start:end]` of the searched text (without a plural s), and the system's id."""

    start: int
    end: int
    text: str
    system: str


# How far, in characters, a word about weapons may stand from a designation that needs one: about a long sentence.
CONTEXT_REACH = 160
# The same for an ordinary word with a number ("Fattah-1", but also "Vision-9"): about four words.
NEAR_REACH = 40
# A registered designation of at most two letters and digits ("K9", "M1", "B-2") is too common to be believed alone.
SHORT_KEY = 2
# A word of a name up to this length may end in an s of its own ("Yars").
PLURAL_WORD = 3
# A variant of a registered system is believed alone from this many letters and digits on ("F-16AM", "T-72B3").
VARIANT_KEY = 5

_CONTEXT = frozenset(
    """
    missile missiles rocket rockets jet jets fighter fighters bomber bombers warplane warplanes aircraft tank tanks
    howitzer howitzers artillery mortar mortars gun guns rifle rifles ammunition munition munitions warhead warheads
    helicopter helicopters gunship gunships drone drones uav uavs ucav ucavs uas unmanned torpedo torpedoes frigate
    frigates destroyer destroyers corvette corvettes submarine submarines warship warships carrier carriers shipyard
    radar radars interceptor interceptors launcher launchers battery batteries squadron squadrons regiment regiments
    brigade brigades weapon weapons weaponry arms armoured armored airframe airframes avionics ballistic hypersonic
    supersonic antiship antitank airdefence airdefense sam sams mbt mbts ifv ifvs apc apcs mlrs himars manpads awacs
    defence defense bomb bombs military navy naval army warfighting combat stealth airlifter tanker trainer turret
    calibre caliber
    missil missile raketen panzer rakete ракета
    """.split()
)

# Letters, then digits, then the letters and digits of a variant: S-500, Kh-47M2, PL-15E, Su-30SM2, F-16C/D, ZU-23-2.
_LETTERS_FIRST = (
    r"[A-Z][A-Za-z]{0,4}[-‐-―]?\d{1,4}(?:[A-Z]{1,4}[a-rt-z]?\d{0,2}[A-Z]{0,2})?"
    r"(?:/[A-Z]{1,2}(?![A-RT-Za-rt-z]))?(?:-\d{1,2}(?!\d))?"
)
# GRAU indices and the like: 9K720, 2S19, 3M22, 48N6E3.
_DIGITS_FIRST = r"\d{1,2}[A-Z]{1,2}\d{1,3}(?:[A-Z]\d?)?"
_CLASS = (
    r"(?:[Tt]ype|TYPE)[ \u00a0-]?\d{2,3}[A-Z]{0,3}|[Pp]roject[ \u00a0]\d{3,5}(?:\.\d)?[A-Z]?"
    r"|(?:Mk|MK|Mark)[-. \u00a0]?\d{1,3}[A-Z]?"
)
# Joint Electronics Type Designation System: AN/SPY-7, AN/ALQ-211.
_JOINT = r"AN/[A-Z]{2,4}-?\d{1,3}[A-Z]?"
_MARKED = r"[A-Z][a-z]{2,14}[- \u00a0](?:Mk|MK|Mark)[-. \u00a0]?(?:\d{1,2}|I{1,3}V?)[A-Z]?"
_NAMED = r"[A-Z][a-z]{3,14}[-‐-―](?:\d{1,3}[A-Z]{0,2}|I{1,3}|IV|VI{0,3})"
_SHAPE = re.compile(
    rf"(?<![\w/.-])(?:(?P<near>{_MARKED}|{_NAMED})|{_CLASS}|{_JOINT}|{_LETTERS_FIRST}|{_DIGITS_FIRST})(?=['’]?s?(?!\w))"
)

# Folded forms (see `compact`) of what has the shape of a designation and is none.
_NONE = re.compile(
    "|".join(
        (
            # groups and their members (G20, P5+1, E3, C5, I2U2, EU27), summits, resolutions
            r"(?:g|eu|un|us|uk|p|brics|asean|nato|opec|cop|unsc|unscr|unga|res)\d+\w{0,3}",
            r"[edc][358]|i2u2|p5p?1|d10|b3w",
            # fiscal years, quarters, halves
            r"(?:fy|cy|ay)\d+\w{0,3}|[1-4][qh]\d{2,4}|[hq][1-4](?:fy)?\d{0,4}",
            # visas, filings, forms, racing classes, schools
            r"(?:l|o|e|j|b|eb|h)[1-5][ab]?|s[14]|f[1-4]|k12|w[28]",
            # airliners
            r"a[23]\d\d(?:neo|ceo|xlr)?|a[23]\d{5,6}\w?|b7\d7\w{0,2}|(?:e|erj)1[79]\d|crj\d+|atr\d+|c919|arj21|mc21",
            r"ssj\d+|sj100|tu(?:154|204|214)\w{0,2}|il(?:86|96)\w{0,3}|md(?:8|9|11)\d?|q400|dash8",
            # flights
            r"mh\d{2,3}|(?:ai|ua|aa|ba|ek|qr|sq|lh|af|su|pk|ke)\d{3,4}",
            # credit ratings, share indices, standards, product numbers
            r"(?:aaa|aa|a|baa|ba|b|caa|ca|c|bbb|bb)[1-3]",
            r"(?:ftse|cac|dax|nikkei|topix|sp|iso|iec|rfc|cve|hs|sku|ps|hdmi|usb|mp|iphone|gpt|id|no|nr)\d+\w?",
            # pages, rooms, figures
            r"(?:pp?|ch|vol|fig|tab|art|sec|room|gate|flat|page)\d+\w?",
            # illnesses, gases, dust
            r"h\d+n\d+|covid\d+|sars\d*|mers\d*|c[oh][24]|so2|no[2x]|pm(?:10|25|2)",
            # roads, engines, sport, mobile networks, services
            r"[iv]\d{1,2}[ew]?|(?:nh|sh|rn|ah|ih|us|sr|cr)\d{1,3}[a-z]?|u\d{2}|t20|[345]g|l[1-5]|mi[56]|y2k|ww[12i]+",
            # words with a number that are no systems
            r"(?:boeing|airbus|embraer|comac|falcon|apollo|artemis|soyuz|chandrayaan|gaganyaan|starship|windows|formula"
            r"|vision|agenda|horizon|expo|section|chapter|article|annex|phase|stage|tier|level|grade|class|category|round"
            r"|unit|day|week|year|month|top|euro|under|over|post|pre|mid|since|late|early|part|item|line|zone|area|sector"
            r"|group|version|plan|act|rule|form|generation|kudankulam|rooppur|akkuyu|hinkley|angra|bushehr|barakah|omicron"
            r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
            r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon|tue|wed|thu|fri|sat|sun"
            r"|rs|inr|usd|eur|gbp|cny|rmb|yuan|hk|nt|sgd|aud|cad)(?:\d|i|v)\w*",
        )
    )
)
_YEAR = re.compile(r"(?:[a-z]{4,}|[a-z]{1,3})(?:19|20)\d\d")
# A space between two sentences: a context word beyond it says nothing about the designation.
_BREAK = re.compile(r"[.!?।。！？][\"'”’)\]]{0,3}\s+(?=[^\sa-z])|\n\s*\n|\n(?=\s*[•*-])")
_DASHES = re.compile(r"[-‐-―−]")


class _Candidate(NamedTuple):
    start: int
    end: int
    system: str
    reach: int
    """How near a context word must stand; 0: nowhere."""
    unknown: bool


def find_designations(text: str, registry: Registry) -> list[DesignationSpan]:
    """All weapons designations in `text`, in order, none overlapping; the longest name wins. Linear in the text.

    The span leaves out a plural s ("S-400" in "S-400s"). Registered names give the registry's id; other shapes give
    `Registry.system` of the words found. An unknown shape that was believed once is believed everywhere in the text.
    """
    row = _singular(text, tokens(text), registry.weapon_phrases.vocabulary())
    candidates = _united(_registered(text, row, registry), _shaped(text, registry))
    context = _Context(text, row, [c for c in candidates if not c.reach])
    supported = [context.supports(c) for c in candidates]
    proven = {c.system for c, believed in zip(candidates, supported, strict=True) if believed and c.unknown}
    return [
        DesignationSpan(c.start, c.end, text[c.start : c.end], c.system)
        for c, believed in zip(candidates, supported, strict=True)
        if believed or (c.unknown and c.system in proven)
    ]


class _Context:
    """Where the words about weapons stand, and where sentences end."""

    def __init__(self, text: str, row: list[Token], certain: list[_Candidate]) -> None:
        places = [token.start for token in row if token.folded in _CONTEXT]
        self._places = sorted([*places, *(c.start for c in certain)])
        self._breaks = [match.end() for match in _BREAK.finditer(text)]

    def supports(self, candidate: _Candidate) -> bool:
        """Whether the candidate needs no word about weapons, or has one near enough in its own sentence."""
        if not candidate.reach:
            return True
        after = bisect_right(self._breaks, candidate.start)
        first = self._breaks[after - 1] if after else 0
        low = max(first, candidate.start - candidate.reach)
        high = candidate.end + candidate.reach
        if after < len(self._breaks):
            high = min(high, self._breaks[after])
        return self._any(low, candidate.start) or self._any(candidate.end, high)

    def _any(self, low: int, high: int) -> bool:
        return bisect_left(self._places, low) < bisect_left(self._places, high)


def _united(registered: list[_Candidate], shaped: list[_Candidate]) -> list[_Candidate]:
    """Both lists as one without overlaps: where two overlap the longer stays, the registered one of two equals."""
    ordered = sorted([*registered, *shaped], key=lambda c: (c.start, -c.end, c.unknown))
    kept: list[_Candidate] = []
    for candidate in ordered:
        if kept and candidate.start < kept[-1].end:
            if candidate.end - candidate.start > kept[-1].end - kept[-1].start:
                kept[-1] = candidate
        else:
            kept.append(candidate)
    return kept


# --- registered names ----------------------------------------------------------------------------------------------


def _registered(text: str, row: list[Token], registry: Registry) -> list[_Candidate]:
    """Every registered name in the text with the need for context that its listing and spelling call for."""
    starts = registry.weapon_phrases.starts()
    found: list[_Candidate] = []
    index = 0
    while index < len(row):
        taken = 0
        if row[index].folded in starts and not _glued(text, row[index].start - 1):
            for length, written in registry.weapon_phrases.at(row, index):
                candidate = _as_written(text, row[index : index + length], written)
                if candidate is not None:
                    taken = length
                    end = _end_of_name(text, row[index : index + length], written, registry)
                    found.append(candidate._replace(end=end))
                    break
        index += taken or 1
    return found


def _end_of_name(text: str, found: list[Token], written: WrittenName, registry: Registry) -> int:
    """Where the name ends without a word for its kind ("Patriot missile"), if the rest alone is the system's name."""
    last = len(found) - 1
    while (
        last > 0
        and found[last].folded in KINDS
        and registry.system(text[found[0].start : found[last - 1].end]) == written.id
    ):
        last -= 1
    return found[last].end


def _singular(text: str, row: list[Token], vocabulary: AbstractSet[str]) -> list[Token]:
    """The words without a plural s where only the singular is part of a name ("Typhoons", "AS21 Redbacks")."""
    return [
        Token(token.start, token.end - 1, token.folded[:-1])
        if token.folded.endswith("s")
        and len(token.folded) > PLURAL_WORD
        and token.folded not in vocabulary
        and token.folded[:-1] in vocabulary
        and text[token.end - 1] == "s"
        else token
        for token in row
    ]


def _glued(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _as_written(text: str, found: list[Token], written: WrittenName) -> _Candidate | None:
    """The name where the words found are written as one, else None."""
    start, end = found[0].start, found[-1].end
    if _glued(text, end) and not (text[end] == "s" and not _glued(text, end + 1)):
        return None
    spaced = False
    for left, right in pairwise(found):
        gap = text[left.end : right.start]
        if len(gap) > 3 or not all(char.isspace() or char in "./'’" or _DASHES.match(char) for char in gap):
            return None
        spaced = spaced or any(char.isspace() for char in gap)
    quote = text[start:end]
    # "T-90s" is a plural, "T-90S" a variant.
    if quote.endswith("s") and written.name.endswith("S"):
        return None
    number = quote[0].isdigit() and quote.isdigit()
    lower = quote.islower()
    if number or (lower and written.needs_context) or (lower and spaced and len(found[0].folded) <= SHORT_KEY):
        return None
    key = compact(quote)
    short = len(key) <= SHORT_KEY
    # "E-3" may be the aircraft; "E3" is the three European powers.
    if short and not _DASHES.search(quote) and _NONE.fullmatch(key):
        return None
    loose = spaced and len(found[0].folded) == 1 and found[0].folded.isalpha() and " " not in written.name
    ordinary = lower and not any(char.isdigit() for char in quote)
    reach = CONTEXT_REACH if written.needs_context or short or loose or ordinary else 0
    return _Candidate(start, end, written.id, reach, unknown=False)


# --- unknown shapes ------------------------------------------------------------------------------------------------


def _shaped(text: str, registry: Registry) -> list[_Candidate]:
    """Everything shaped like a designation that is not known to be something else."""
    known: dict[str, tuple[str, int] | None] = {}
    found = []
    for match in _SHAPE.finditer(text):
        quote = match[0]
        if quote not in known:
            known[quote] = _as_shape(quote, match["near"] is not None, registry)
        if (shape := known[quote]) is not None:
            system, reach = shape
            unknown = system not in registry.weapons
            found.append(_Candidate(match.start(), match.end(), system, reach, unknown))
    return found


def _as_shape(quote: str, near: bool, registry: Registry) -> tuple[str, int] | None:
    """The system a shape may be, and how near a word about weapons must stand; None for what is no designation."""
    key = compact(quote)
    if _NONE.fullmatch(key) or (_YEAR.fullmatch(key) and not key.startswith("type")):
        return None
    if registry.actor(_DASHES.split(quote)[0]):
        return None
    system = registry.system(quote)
    if len(key) >= VARIANT_KEY and registry.family(system) in registry.weapons:
        return system, 0
    return system, NEAR_REACH if near else CONTEXT_REACH
