"""What a registry file may say: one typed entry a weapons system, country, organisation or outlet, read from TOML.

Files share one format, so a user's own file can hold any of the four tables. A later file adds to an earlier one: a
field it gives replaces the old one, a list it gives is joined to the old one.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from summarizer.errors import RegistryError
from summarizer.records import Record

# CLDR lists regions that are no countries beside the ISO 3166-1 ones: groupings, pseudo-locales, codes reserved for
# parts of a country. Kosovo (XK, user-assigned) stays.
_NOT_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())


@cache
def iso_countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 codes with the English short name of the Unicode CLDR."""
    territories = Locale("en").territories
    return {
        code: territories[code]
        for code in sorted(territories)
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }


def _iso(code: str) -> str:
    if code not in iso_countries():
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 code")
    return code


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


CountryCode = Annotated[str, AfterValidator(_iso)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Category(StrEnum):
    """The categories of the UN Register of Conventional Arms (I-VII, and small arms), and two for what it leaves out.

    `combat_aircraft` includes armed drones (IV b). `air_defence` is SIPRI's category for ground- and ship-based systems
    that VII excludes; `other` is everything else: transport and patrol aircraft, transport helicopters, unarmed drones,
    sensors, engines, bombs, torpedoes.
    """

    BATTLE_TANKS = "battle_tanks"
    ARMOURED_COMBAT_VEHICLES = "armoured_combat_vehicles"
    LARGE_CALIBRE_ARTILLERY = "large_calibre_artillery"
    COMBAT_AIRCRAFT = "combat_aircraft"
    ATTACK_HELICOPTERS = "attack_helicopters"
    WARSHIPS = "warships"
    MISSILES_AND_LAUNCHERS = "missiles_and_launchers"
    SMALL_ARMS = "small_arms"
    AIR_DEFENCE = "air_defence"
    OTHER = "other"


class WeaponEntry(Record):
    """A weapons system. `name` is how it is usually written, `names` are other designations of the same system.

    `context_names` are names that are also ordinary words or signs ("Patriot", "M1"): a scanner believes them only with
    a capital letter and a word about weapons nearby. `family` is the id of the system this one is a variant of, without
    "weapon:". `country` are the makers' countries, as ISO 3166-1 alpha-2 codes.
    """

    id: str
    name: Text
    names: tuple[Text, ...] = ()
    context_names: tuple[Text, ...] = ()
    family: str | None = None
    category: Category
    country: Annotated[tuple[CountryCode, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    maker: Text | None = None


class CountryEntry(Record):
    """A country (`id` is its ISO 3166-1 alpha-2 code) and the words that stand for it or its government.

    `metonyms` are places and bodies that speak for the government; `lookup_names` are understood when someone asks for
    them, but too ambiguous to be looked for in running text.
    """

    id: CountryCode
    name: Text
    names: tuple[Text, ...] = ()
    demonyms: tuple[Text, ...] = ()
    metonyms: tuple[Text, ...] = ()
    lookup_names: tuple[Text, ...] = ()


class OrganisationEntry(Record):
    """An intergovernmental organisation or grouping: its full name, acronyms and other names, and its own metonyms."""

    id: str
    name: Text
    names: tuple[Text, ...] = ()
    metonyms: tuple[Text, ...] = ()
    lookup_names: tuple[Text, ...] = ()


class OutletEntry(Record):
    """A news outlet or agency. `family` is one word for the owner: outlets of one family are not independent.

    `names` holds other names and credit abbreviations ("PTI"); `domains` are host names without "www.".
    """

    id: str
    name: Text
    names: tuple[Text, ...] = ()
    domains: tuple[Text, ...] = ()
    country: CountryCode | None = None
    family: str | None = None
    agency: bool = False


TABLES: Mapping[str, type[WeaponEntry | CountryEntry | OrganisationEntry | OutletEntry]] = {
    "weapon": WeaponEntry,
    "country": CountryEntry,
    "organisation": OrganisationEntry,
    "outlet": OutletEntry,
}
# Phrases that hold a country's name and mean something else ("South China Sea"), and foreign names of countries that
# are English words ("Island" is Iceland in German).
LISTS = ("not_actors", "not_names")
E = TypeVar("E", WeaponEntry, CountryEntry, OrganisationEntry, OutletEntry)
_ENTRY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,79}")

RawTables = dict[str, dict[str, dict[str, Any]]]


class RegistryFile:
    """One parsed file: its tables, its lists, and the line on which each entry begins."""

    def __init__(self, path: str, content: bytes) -> None:
        """Parse `content`; `path` is only for messages. Raises RegistryError that names file, line and remedy."""
        self.path = path
        try:
            self._text = content.decode("utf-8-sig")
            data = tomllib.loads(self._text)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise RegistryError(f"{path}, line {line}: not UTF-8 text; save the file as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise RegistryError(f"{path}: not valid TOML: {error}; mend that line") from error
        unknown = sorted(set(data) - set(TABLES) - set(LISTS))
        if unknown:
            raise self.error(unknown[0], None, f"unknown table; use one of {', '.join((*TABLES, *LISTS))}")
        self.tables: RawTables = {table: data.get(table, {}) for table in TABLES}
        self.lists: dict[str, list[str]] = {name: data.get(name, []) for name in LISTS}
        self._check_shape()

    def _check_shape(self) -> None:
        for table, entries in self.tables.items():
            if not isinstance(entries, dict):
                raise self.error(table, None, "must be a table of entries")
            for entry, fields in entries.items():
                if not _ENTRY_ID.fullmatch(entry):
                    raise self.error(table, entry, "an id has letters, digits, '.', '+' and '-' only; rename it")
                if not isinstance(fields, dict) or "id" in fields:
                    raise self.error(table, entry, "must be a table of fields without 'id' (the key is the id)")
        for name, phrases in self.lists.items():
            if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
                raise self.error(name, None, "must be a list of strings")

    def error(self, table: str, entry: str | None, what: str) -> RegistryError:
        """A RegistryError about one entry of this file, with its line where it can be found."""
        line = self._line(table, entry)
        place = f"{self.path}, line {line}" if line else self.path
        label = table if entry is None else f'{table} "{entry}"'
        return RegistryError(f"{place}: {label}: {what}")

    def _line(self, table: str, entry: str | None) -> int | None:
        """The line where `entry` (or the table itself) is written, as a key, a dotted key or a header."""
        bare = re.escape(table)
        header = rf"^[ \t]*\[[ \t]*{bare}\b|^[ \t]*{bare}[ \t]*[=.]"
        if entry is None:
            found = re.search(header, self._text, re.MULTILINE)
        else:
            key = rf"[\"']?{re.escape(entry)}[\"']?"
            start = re.search(header, self._text, re.MULTILINE)
            found = re.compile(rf"^[ \t]*(?:\[?[ \t]*{bare}[ \t]*\.[ \t]*)?{key}[ \t]*[\]=.]", re.MULTILINE).search(
                self._text, start.start() if start else 0
            )
        return self._text.count("\n", 0, found.start()) + 1 if found else None


def read_entry(kind: type[E], entry: str, fields: dict[str, Any], file: RegistryFile, table: str) -> E:
    """The fields of one entry as a record. Raises RegistryError that names file, line, entry and field."""
    try:
        return kind.model_validate({"id": entry, **fields})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = "unknown field" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        allowed = ", ".join(name for name in kind.model_fields if name != "id")
        raise file.error(table, entry, f"{field}: {problem}; an entry has {allowed}") from error


# A later file adds names to an entry; any other field it gives, it replaces.
_JOINED = frozenset({"names", "context_names", "lookup_names", "demonyms", "metonyms", "domains"})


def joined(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an entry after a later file spoke: lists of names joined without repeats, everything else replaced."""
    result = dict(old)
    for field, value in new.items():
        before = result.get(field)
        if field in _JOINED and isinstance(before, list) and isinstance(value, list):
            value = [*before, *(name for name in value if name not in before)]
        result[field] = value
    return result
