"""Every spelling of every registered name, collected file by file, and the look-up tables made from them.

Within one file a name has one owner; a later file takes a name away from an earlier one, and CLDR's names of countries
in the larger languages fill what no file has said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from babel import Locale

from summarizer.values.entries import RegistryFile, iso_countries
from summarizer.values.matching import Phrases, compact, words

# Languages whose CLDR country names are understood: the larger languages of defence and trade news.
LANGUAGES = ("en", "fr", "de", "es", "pt", "ru", "hi", "zh", "ja", "ko", "ar")
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


class WrittenName(NamedTuple):
    """One spelling of a registered name: whose it is, as listed, and whether it needs support from nearby words."""

    id: str
    name: str
    needs_context: bool = False


class NameIndex:
    """Names as they are collected, file by file: folded key -> the spellings that have it, all of one id."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, dict[str, WrittenName]]] = {
            space: {} for space in ("weapon", "actor", "outlet", "domain")
        }
        self._lookup_only: set[str] = set()
        self._not_actors: list[str] = []
        self._not_names: set[str] = set()

    def add_file(self, file: RegistryFile) -> None:
        """The names that `file` gives. Within a file a name has one owner; a later file takes a name away."""
        claimed: dict[tuple[str, str], str] = {}
        for table, entries in file.tables.items():
            for entry, fields in entries.items():
                for space, written, scanned in _given_names(table, entry, fields):
                    key = written.name.casefold() if space == "domain" else compact(ARTICLE.sub("", written.name))
                    if not key:
                        raise file.error(table, entry, f"{written.name!r} has neither letters nor digits; remove it")
                    owner = claimed.setdefault((space, key), written.id)
                    if owner != written.id:
                        raise file.error(
                            table, entry, f"the name {written.name!r} already belongs to {owner}; keep it in one entry"
                        )
                    self._add(space, key, written, scanned)
        self._not_actors.extend(file.lists["not_actors"])
        self._not_names.update(compact(name) for name in file.lists["not_names"])

    def _add(self, space: str, key: str, written: WrittenName, scanned: bool) -> None:
        spellings = self._names[space].get(key, {})
        if any(other.id != written.id for other in spellings.values()):
            spellings = {}
        self._names[space][key] = {**spellings, written.name: written}
        if not scanned:
            self._lookup_only.add(key)

    def add_languages(self) -> None:
        """CLDR's country names, where no file has spoken; a name that two countries share is left out."""
        found: dict[str, dict[str, str]] = {}
        for language in LANGUAGES:
            territories = Locale(language).territories
            for code in iso_countries():
                for name in _cldr_spellings(territories.get(code, "")):
                    found.setdefault(compact(name), {}).setdefault(code, name)
        for key, owners in found.items():
            if key and len(owners) == 1 and key not in self._names["actor"] and key not in self._not_names:
                code, name = next(iter(owners.items()))
                self._add("actor", key, WrittenName(f"country:{code}", name), scanned=True)

    def keys(self, space: str) -> Mapping[str, str]:
        """Folded key to id."""
        return MappingProxyType(
            {key: next(iter(spellings.values())).id for key, spellings in self._names[space].items()}
        )

    def weapon_phrases(self) -> Phrases[WrittenName]:
        phrases: Phrases[WrittenName] = Phrases()
        for spellings in self._names["weapon"].values():
            for written in spellings.values():
                phrases.add(words(written.name), written)
        return phrases

    def actor_phrases(self) -> Phrases[WrittenName | None]:
        """Names of actors, and (as None) longer phrases that hold one without meaning it, outlets' names among them."""
        phrases: Phrases[WrittenName | None] = Phrases()
        for key, spellings in self._names["actor"].items():
            for written in spellings.values() if key not in self._lookup_only else ():
                phrases.add(words(ARTICLE.sub("", written.name)), written)
        outlets = (written.name for spellings in self._names["outlet"].values() for written in spellings.values())
        for phrase in (*self._not_actors, *outlets):
            bare = words(ARTICLE.sub("", phrase))
            if "".join(bare) not in self._names["actor"]:
                phrases.add(bare, None)
        return phrases


def _given_names(table: str, entry: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, WrittenName, bool]]:
    """Every name that a file gives an entry, as (name space, name, whether it is looked for in running text)."""
    listed: Iterable[str] = (fields["name"],) if "name" in fields else ()
    prefix = {"organisation": "org"}.get(table, table)
    space = {"country": "actor", "organisation": "actor"}.get(table, table)
    ordinary = {compact(name) for name in fields.get("context_names", ())}
    spoken = (fields.get(field, ()) for field in ("names", "demonyms", "metonyms", "context_names"))
    for name in chain(listed, *spoken):
        yield space, WrittenName(f"{prefix}:{entry}", name, needs_context=compact(name) in ordinary), True
    for name in fields.get("lookup_names", ()):
        yield space, WrittenName(f"{prefix}:{entry}", name), False
    for domain in fields.get("domains", ()):
        yield "domain", WrittenName(f"{prefix}:{entry}", domain), False


def _cldr_spellings(name: str) -> tuple[str, ...]:
    """CLDR's name; without its bracketed part ("Myanmar (Burma)"); with "and" for "&", "Saint" for "St."."""
    bare = re.sub(r"\s*\(.*?\)", "", name)
    return tuple(dict.fromkeys((name, bare, bare.replace("&", "and"), bare.replace("St.", "Saint")))) if name else ()
