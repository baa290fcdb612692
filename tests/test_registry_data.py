"""The package's registry files: complete enough, consistent, and what a user's own file may do to them."""

from pathlib import Path

import pytest

from summarizer.errors import RegistryError
from summarizer.values import names
from summarizer.values.entries import Category, iso_countries
from summarizer.values.names import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def test_there_are_enough_entries(registry: Registry) -> None:
    assert len(registry.weapons) >= 300
    assert len({code for entry in registry.weapons.values() for code in entry.country}) >= 25
    assert len(registry.outlets) >= 200
    assert {entry.category for entry in registry.weapons.values()} == set(Category)


def test_every_country_has_its_iso_code_and_an_id(registry: Registry) -> None:
    assert {f"country:{code}" for code in iso_countries()} == set(registry.countries)
    assert len(iso_countries()) >= 249
    assert "EU" not in iso_countries()


def test_every_name_leads_to_its_own_entry(registry: Registry) -> None:
    for system, entry in registry.weapons.items():
        for name in (entry.name, *entry.names, *entry.context_names):
            assert registry.system(name) == system, name
    for outlet in registry.outlets.values():
        for name in (outlet.name, *outlet.names, *outlet.domains, *(f"https://www.{d}/a" for d in outlet.domains)):
            assert registry.outlet(name) == outlet, name
    for actor, place in registry.countries.items():
        for name in (*place.names, *place.demonyms, *place.metonyms):
            assert registry.actor(name) == actor, name
    for actor, body in registry.organisations.items():
        for name in (body.name, *body.names, *body.metonyms, *body.lookup_names):
            assert registry.actor(name) == actor, name


def test_families_are_flat_and_known(registry: Registry) -> None:
    for system in registry.weapons:
        family = registry.family(system)
        assert family in registry.weapons
        assert registry.family(family) == family


def test_a_users_file_adds_and_overrides(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
[weapon]
s-400 = { names = ["Thunderbird SAM"], maker = "Somebody else" }
zz-99 = { name = "ZZ-99", names = ["SA-20"], category = "air_defence", country = "NZ" }
[country]
NZ = { metonyms = ["Wellington Street"] }
[organisation]
XYZ = { name = "Example Defence League", names = ["XYZL"] }
[outlet]
example = { name = "The Example Post", names = ["TEP"], domains = ["example.org"], country = "NZ" }
""",
        encoding="utf-8",
    )
    registry = Registry.load(own)
    assert registry.system("thunderbird sam") == registry.system("S-400 Triumf") == "weapon:s-400"
    entry = registry.weapon("weapon:s-400")
    assert entry is not None
    assert entry.maker == "Somebody else"
    assert registry.system("SA-20") == "weapon:zz-99", "a later file takes the name"
    assert registry.actor("Wellington Street") == "country:NZ"
    assert registry.actor("the Example Defence League") == "org:XYZ"
    outlet = registry.outlet("https://news.example.org/1")
    assert outlet is not None
    assert outlet.id == "example"
    assert outlet == registry.outlet("tep")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('[weapon]\nx-1 = { name = "X-1"\n', 2, "not valid TOML"),
        ('[weapon]\n\nx-1 = { name = "X-1", category = "tanks", country = "RU" }\n', 3, "category"),
        ('[weapon.x-1]\nname = "X-1"\ncategory = "other"\ncountry = "ZZ"\n', 1, "ISO 3166-1"),
        ('[weapon]\nx-1 = { name = "X-1", category = "other", country = "RU", colour = "red" }\n', 2, "unknown field"),
        ('[weapon]\nx-1 = { category = "other", country = "RU" }\n', 2, "name"),
        ('[wepon]\nx-1 = { name = "X-1" }\n', 1, "unknown table"),
        ('[outlet]\na = { name = "A Post" }\nb = { name = "a-post" }\n', 3, "already belongs to outlet:a"),
        ('[outlet]\na = { name = "--" }\n', 2, "neither letters nor digits"),
        (
            '[weapon]\nx-1 = { name = "X-1", family = "nothing", category = "other", country = "RU" }\n',
            2,
            "family must be",
        ),
        ('[country]\nQQ = { names = ["Nowhere"] }\n', 2, "ISO 3166-1"),
        ('not_actors = ["a", 1]\n', 1, "list of strings"),
        ("weapon = 3\n", 1, "table of entries"),
    ],
)
def test_a_broken_file_names_itself_its_line_and_the_entry(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, line: int, words: str
) -> None:
    monkeypatch.setattr(names, "DATA_FILES", ())  # the package's files say nothing here and take most of the time
    own = tmp_path / "own.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        Registry.load(own)
    message = str(caught.value)
    assert str(own) in message
    assert words in message
    assert f"line {line}" in message or "not valid TOML" in message


def test_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"none\.toml: cannot be read"):
        Registry.load(tmp_path / "none.toml")
    binary = tmp_path / "own.toml"
    binary.write_bytes(b"[weapon]\n\xff\xfe")
    with pytest.raises(RegistryError, match=r"own\.toml, line 2: not UTF-8"):
        Registry.load(binary)
