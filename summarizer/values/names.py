"""Names of weapons, countries, organisations and outlets to canonical ids, by a registry kept in data files.

The package's own files lie in `data/`; a user's files of the same format add to them and override them. Countries,
their codes and their names in other languages come from the Unicode CLDR through Babel.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from summarizer.errors import RegistryError
from summarizer.values.entries import (
    CountryEntry,
    OrganisationEntry,
    OutletEntry,
    RawTables,
    RegistryFile,
    WeaponEntry,
    iso_countries,
    joined,
    read_entry,
)
from summarizer.values.index import ARTICLE, NameIndex, WrittenName
from summarizer.values.matching import Phrases, Token, compact, tokens
from summarizer.values.persons import GOVERNMENT_WORDS, POSSESSIVE, person_key

__all__ = ["KINDS", "ActorSpan", "Registry", "WrittenName", "find_actors", "person_key"]

DATA_FILES = ("weapons.toml", "actors.toml", "organisations.toml", "outlets.toml")
# An acronym this long is also written as a word by British outlets ("Nato", "Opec"); a shorter one ("US", "WHO") would
# then be an ordinary word.
_ACRONYM_AS_WORD = 4


# The id of a system that the registry does not have: this and the folded designation.
_UNKNOWN = "designation:"


class ActorSpan(NamedTuple):
    """A mention of a country or organisation: `text[start:end]` of the searched text, and the actor's id."""

    start: int
    end: int
    text: str
    actor: str


@dataclass(frozen=True, eq=False, repr=False)
class Registry:
    """All known names, read once by `Registry.load` and never changed.

    Ids: "weapon:s-400", "country:IN" (ISO 3166-1 alpha-2), "org:EU", "outlet:reuters". The mappings go from id
    to entry.
    """

    weapons: Mapping[str, WeaponEntry]
    countries: Mapping[str, CountryEntry]
    organisations: Mapping[str, OrganisationEntry]
    outlets: Mapping[str, OutletEntry]
    weapon_phrases: Phrases[WrittenName]
    actor_phrases: Phrases[WrittenName | None]
    _weapon_keys: Mapping[str, str]
    _actor_keys: Mapping[str, str]
    _outlet_keys: Mapping[str, str]
    _domains: Mapping[str, str]

    @classmethod
    def load(cls, *extra: Path) -> "Registry":
        """The package's registry with the files `extra` on top, in order: a later file adds entries and names and wins.

        Raises RegistryError, which names file, line and entry, where a file cannot be read, is no valid TOML, has an
        unknown field, or gives one name to two entries.
        """
        package = files("summarizer.values") / "data"
        read = [RegistryFile(name, (package / name).read_bytes()) for name in DATA_FILES]
        for path in extra:
            try:
                read.append(RegistryFile(str(path), Path(path).read_bytes()))
            except OSError as error:
                reason = error.strerror or error
                raise RegistryError(f"{path}: cannot be read: {reason}; check the path given as a registry") from error
        return _build(read)

    # --- weapons ---

    def system(self, designation: str) -> str:
        """The id of a weapons system: "weapon:…" where the registry knows the designation, else "designation:…".

        Case, spaces, hyphens and dashes make no difference; neither do words for the kind of thing after the name
        ("S-400 missile systems") nor a plural s. An id of either form is returned as it is.
        """
        if designation in self.weapons:
            return designation
        if designation.startswith(_UNKNOWN):
            return _UNKNOWN + compact(designation.removeprefix(_UNKNOWN))
        key = compact(designation)
        bare = compact(_bare_designation(designation))
        for candidate in (key, bare):
            if candidate in self._weapon_keys:
                return self._weapon_keys[candidate]
        return _UNKNOWN + (bare or key)

    def family(self, system_id: str) -> str:
        """The id of the system that `system_id` is a variant of, or itself: Su-30MKI and Su-30SM are both Su-30.

        An unknown designation belongs to the known system that it extends by variant letters ("F-16C/D").
        """
        entry = self.weapons.get(system_id)
        if entry is not None:
            return f"weapon:{entry.family}" if entry.family else system_id
        variant = _VARIANT.fullmatch(system_id.removeprefix(_UNKNOWN))
        base = self._weapon_keys.get(variant[1]) if variant else None
        return self.family(base) if base else system_id

    def weapon(self, system_id: str) -> WeaponEntry | None:
        """The entry of a system id, or None where the registry does not have it."""
        return self.weapons.get(system_id)

    # --- actors ---

    def actor(self, name: str) -> str | None:
        """The id of the country or organisation that `name` speaks of, or None.

        Understood are names, codes, capitals, demonyms, metonyms and the bodies and officers of a government ("Russia’s
        State Duma", "Indian Ministry of Defence"); not a person or a company, even with a country's name in front.
        """
        if name in self.countries or name in self.organisations:
            return name
        known = self._actor_key(name)
        if known:
            return known
        spans = find_actors(name, self)
        actors = {span.actor for span in spans}
        if len(actors) != 1:
            return None
        rest = [
            token.folded for token in tokens(name) if not any(span.start <= token.start < span.end for span in spans)
        ]
        return spans[0].actor if all(word in GOVERNMENT_WORDS for word in rest) else None

    def _actor_key(self, name: str) -> str | None:
        bare = POSSESSIVE.sub("", ARTICLE.sub("", name.strip()))
        key = compact(bare)
        # "us" and "who" are words; "US" and "WHO" are not.
        if len(key) < _ACRONYM_AS_WORD and bare[:1].islower():
            return None
        return self._actor_keys.get(key)

    def country(self, actor_id: str) -> str | None:
        """ISO 3166-1 alpha-2 code of a country's actor id; None for an organisation or an unknown id."""
        entry = self.countries.get(actor_id)
        return entry.id if entry else None

    def same_actor(self, a: str, b: str) -> bool | None:
        """Whether two names (or actor ids) are one country or organisation; None where the registry cannot tell."""
        if compact(a) == compact(b) and compact(a):
            return True
        first, second = self.actor(a), self.actor(b)
        return first == second if first and second else None

    # --- outlets ---

    def outlet(self, name_or_domain_or_url: str) -> OutletEntry | None:
        """The outlet with this name, credit abbreviation, domain (subdomains count) or URL, or None."""
        text = name_or_domain_or_url.strip()
        known = self._outlet_keys.get(compact(ARTICLE.sub("", text)))
        if known:
            return self.outlets[known]
        labels = _host(text).split(".")
        for start in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[start:]))
            if found:
                return self.outlets[found]
        return None


# --- words that surround a name ------------------------------------------------------------------------------------

_PLURAL = re.compile(r"(?<=[0-9A-Z])['’]?s$")
_VARIANT = re.compile(r"(.*\d)(?:block\d{1,3}|mk\d{1,2}[a-z]?|[a-z]{1,4}\d{0,2}[a-z]?)")
# Words for the kind of thing, which may follow a designation without being part of it.
KINDS = frozenset(
    """
    aircraft aircrafts airplane airplanes plane planes jet jets fighter fighters bomber bombers helicopter helicopters
    drone drones uav uavs ucav ucavs missile missiles rocket rockets launcher launchers system systems battery batteries
    squadron squadrons regiment regiments complex complexes tank tanks vehicle vehicles howitzer howitzers gun guns
    artillery frigate frigates destroyer destroyers corvette corvettes submarine submarines ship ships warship warships
    carrier carriers radar radars interceptor interceptors torpedo torpedoes air defence defense surface to anti ship
    ballistic cruise hypersonic combat attack multirole multi role battle main stealth class type units unit long range
    self propelled weapon weapons platform platforms family fifth generation
    """.split()
)
_LEADING = frozenset("the a an new additional more extra".split())


def _bare_designation(designation: str) -> str:
    """The designation without a leading article, trailing words for its kind, and a plural s ("the S-400s")."""
    row = tokens(designation)
    start, end = 0, len(row)
    while end > 1 and row[end - 1].folded in KINDS:
        end -= 1
    while start < end - 1 and row[start].folded in _LEADING:
        start += 1
    kept = designation[row[start].start : row[end - 1].end] if row else ""
    return _PLURAL.sub("", kept)


def _host(text: str) -> str:
    try:
        return urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""


# --- building ------------------------------------------------------------------------------------------------------


def _build(read: list[RegistryFile]) -> Registry:
    """All files joined, validated and indexed."""
    raw: RawTables = {"weapon": {}, "country": {}, "organisation": {}, "outlet": {}}
    for code, name in iso_countries().items():
        raw["country"][code] = {"name": name}
    weapons: dict[str, WeaponEntry] = {}
    countries: dict[str, CountryEntry] = {
        f"country:{c}": CountryEntry(id=c, name=n) for c, n in iso_countries().items()
    }
    organisations: dict[str, OrganisationEntry] = {}
    outlets: dict[str, OutletEntry] = {}
    index = NameIndex()
    for file in read:
        for table, entries in file.tables.items():
            for entry, given in entries.items():
                fields = raw[table][entry] = joined(raw[table].get(entry, {}), given)
                if table == "weapon":
                    weapons[f"weapon:{entry}"] = read_entry(WeaponEntry, entry, fields, file, table)
                elif table == "country":
                    countries[f"country:{entry}"] = read_entry(CountryEntry, entry, fields, file, table)
                elif table == "organisation":
                    organisations[f"org:{entry}"] = read_entry(OrganisationEntry, entry, fields, file, table)
                else:
                    outlets[f"outlet:{entry}"] = read_entry(OutletEntry, entry, fields, file, table)
        index.add_file(file)
        for entry, fields in file.tables["weapon"].items():
            parent = weapons.get(f"weapon:{fields['family']}") if "family" in fields else None
            if "family" in fields and (parent is None or parent.family or parent.id == entry):
                raise file.error("weapon", entry, "family must be the id of another entry that has no family itself")
    index.add_languages()
    return Registry(
        weapons=MappingProxyType(weapons),
        countries=MappingProxyType(countries),
        organisations=MappingProxyType(organisations),
        outlets=MappingProxyType(outlets),
        weapon_phrases=index.weapon_phrases(),
        actor_phrases=index.actor_phrases(),
        _weapon_keys=index.keys("weapon"),
        _actor_keys=index.keys("actor"),
        _outlet_keys=index.keys("outlet"),
        _domains=index.keys("domain"),
    )


# --- finding actors ------------------------------------------------------------------------------------------------

# Between two words of a name: nothing but a space, a dash, an apostrophe or the dot of an abbreviation ("St. Lucia").
_GAP = re.compile(r"[\s\-‐-―'’&]{0,3}|\.\s?")


def find_actors(text: str, registry: Registry) -> list[ActorSpan]:
    """All mentions of countries and organisations by name, capital, demonym or metonym, in order, none overlapping.

    The longest name wins; acronyms count in capitals only ("us" is not "US"), other names with a capital first letter.
    Linear in the text.
    """
    row = tokens(text)
    starts = registry.actor_phrases.starts()
    spans: list[ActorSpan] = []
    index = 0
    while index < len(row):
        taken = 0
        if row[index].folded in starts:
            for length, written in registry.actor_phrases.at(row, index):
                if _stands(text, row, index, length, written):
                    taken = length
                    if written is not None:
                        end = _end_of_name(text, row[index + length - 1].end, written)
                        spans.append(ActorSpan(row[index].start, end, text[row[index].start : end], written.id))
                    break
        index += taken or 1
    return spans


def _stands(text: str, row: list[Token], index: int, length: int, written: WrittenName | None) -> bool:
    """Whether the words found are written as a name: with capitals, and joined as a name is."""
    first, last = row[index], row[index + length - 1]
    if text[first.start].islower() or text[first.start : first.end].isdigit():
        return False
    gaps = [text[row[place].end : row[place + 1].start] for place in range(index, index + length - 1)]
    if not all(_GAP.fullmatch(gap) for gap in gaps):
        return False
    if written is None:
        return True
    found = text[first.start : last.end]
    if _dotted(written.name):
        return "." in found and found.replace(".", "").replace(" ", "").isupper()
    if written.name.isupper() and not (length == 1 and len(found) >= _ACRONYM_AS_WORD):
        return found.isupper() and not (text[last.end : last.end + 1].isdigit() and not text[last.end - 1].isdigit())
    return True


def _dotted(name: str) -> bool:
    return bool(re.fullmatch(r"(?:\w\.)+", name))


def _end_of_name(text: str, end: int, written: WrittenName) -> int:
    return end + 1 if _dotted(written.name) and text[end : end + 1] == "." else end
