"""Names lead to one id whatever their spelling, and mentions of actors stand verbatim in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.values.matching import compact, fold
from summarizer.values.names import Registry, find_actors, person_key


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert compact(compact(text)) == compact(text)


@given(data=st.data())
def test_spelling_of_a_designation_changes_nothing(registry: Registry, data: st.DataObject) -> None:
    system = data.draw(st.sampled_from(sorted(registry.weapons)))
    entry = registry.weapons[system]
    name = data.draw(st.sampled_from([entry.name, *entry.names]))
    dash = data.draw(st.sampled_from([" ", "-", "‑", "–", ""]))
    case = data.draw(st.sampled_from([str.lower, str.upper, str]))
    assert registry.system(case(name.replace("-", dash))) == system


@given(st.text(max_size=40))
def test_a_system_id_is_its_own_system(registry: Registry, text: str) -> None:
    system = registry.system(text)
    assert registry.system(system) == system
    assert registry.family(registry.family(system)) == registry.family(system)


@pytest.mark.parametrize(
    ("designation", "system", "family"),
    [
        ("S-400 Triumf", "weapon:s-400", "weapon:s-400"),
        ("SA-21", "weapon:s-400", "weapon:s-400"),
        ("С-400", "weapon:s-400", "weapon:s-400"),
        ("the S-400 air defence missile systems", "weapon:s-400", "weapon:s-400"),
        ("S-400s", "weapon:s-400", "weapon:s-400"),
        ("Sukhoi Su-30 MKI", "weapon:su-30mki", "weapon:su-30"),
        ("Rafale-M", "weapon:rafale-m", "weapon:rafale"),
        ("T-90S", "weapon:t-90s", "weapon:t-90"),
        ("F-16XY", "designation:f16xy", "weapon:f-16"),
        ("XQ 99", "designation:xq99", "designation:xq99"),
    ],
)
def test_systems_and_families(registry: Registry, designation: str, system: str, family: str) -> None:
    assert registry.system(designation) == system
    assert registry.family(system) == family
    assert (registry.weapon(system) is None) == system.startswith("designation:")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("India", "country:IN"),
        ("New Delhi", "country:IN"),
        ("Indian", "country:IN"),
        ("India’s Defense Ministry", "country:IN"),
        ("the Kremlin", "country:RU"),
        ("Russia’s State Duma", "country:RU"),
        ("U.S.", "country:US"),
        ("US", "country:US"),
        ("America", "country:US"),
        ("us", None),
        ("who", None),
        ("the European Union", "org:EU"),
        ("Nato", "org:NATO"),
        ("Россия", "country:RU"),
        ("भारत", "country:IN"),
        ("Deutschland", "country:DE"),
        ("country:IN", "country:IN"),
        ("Indian Ambassador Vinay Kumar", None),
        ("Russian companies", None),
        ("India and Russia", None),
        ("", None),
    ],
)
def test_actors(registry: Registry, name: str, actor: str | None) -> None:
    assert registry.actor(name) == actor


def test_country_and_same_actor(registry: Registry) -> None:
    assert registry.country("country:IN") == "IN"
    assert registry.country("org:EU") is None
    assert registry.same_actor("New Delhi", "India") is True
    assert registry.same_actor("Moscow", "India") is False
    assert registry.same_actor("Rosneft", "India") is None
    assert registry.same_actor("Rosneft", "rosneft") is True


def test_mentions_of_actors(registry: Registry) -> None:
    text = (
        "Join us: Turkey, not turkey, met Papua New Guinea on the South China Sea. The Washington Post says "
        "Washington and the U.S. agreed with Nato, the EU-27 and Côte d’Ivoire; who is WHO? Russia’s State Duma"
    )
    assert [(span.text, span.actor) for span in find_actors(text, registry)] == [
        ("Turkey", "country:TR"),
        ("Papua New Guinea", "country:PG"),
        ("Washington", "country:US"),
        ("U.S.", "country:US"),
        ("Nato", "org:NATO"),
        ("EU-27", "org:EU"),
        ("Côte d’Ivoire", "country:CI"),
        ("WHO", "org:WHO"),
        ("Russia", "country:RU"),
        ("State Duma", "country:RU"),
    ]


@given(
    st.lists(st.sampled_from(["US", "U.S.", "India", " ", ", ", "中国", "a", "\n", "’s", "-", "7", "é"]) | st.text())
)
def test_spans_are_verbatim_in_order_and_apart(registry: Registry, parts: list[str]) -> None:
    text = "".join(parts)
    spans = find_actors(text, registry)
    assert all(text[span.start : span.end] == span.text and span.text for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("PTI", "pti"),
        ("reuters.com", "reuters"),
        ("https://www.bbc.co.uk/news/1", "bbc"),
        ("edition.cnn.com", "cnn"),
        ("https://economictimes.indiatimes.com/a", "economic-times"),
        ("Economic Times", "economic-times"),
        ("http://[bad", None),
        ("notreuters.com", None),
        ("", None),
    ],
)
def test_outlets(registry: Registry, name: str, outlet: str | None) -> None:
    found = registry.outlet(name)
    assert (found.id if found else None) == outlet


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Defense Minister Andrei Belousov", "andrei belousov"),
        ("Deputy Prime Minister Andrei Belousov, the defense minister", "andrei belousov"),
        ("Minister of Defence Rajnath Singh", "rajnath singh"),
        ("PM Modi", "modi"),
        ("then-Deputy Defence Minister Alexander Fomin", "alexander fomin"),
        ("U.S. President Donald Trump’s", "donald trump"),
        ("Ursula von der Leyen", "ursula von der leyen"),
        ("the president", "the president"),
    ],
)
def test_person_keys(name: str, key: str) -> None:
    assert person_key(name) == key
