"""Weapons designations are found in every spelling; what only looks like one is left alone."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.values.designations import find_designations
from summarizer.values.names import Registry

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000", ["S-400", "S-400", "S-500"]),
        ("001", ["S-400", "S-400"]),
        ("002", ["Su-57", "S-400", "Su-57", "S-400", "Su-57", "S-400"]),
        ("003", ["BrahMos", "S-400", "Su-30", "Su-57"]),
        ("004", []),
    ],
)
def test_the_seeds(registry: Registry, seed: str, expected: list[str]) -> None:
    text = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    assert [span.text for span in find_designations(text, registry)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has S-400s, S 400, S400 and S‑400.", ["S-400", "S 400", "S400", "S‑400"]),
        (
            "Poland will buy 250 M1A2 Abrams tanks and 96 AH-64E Apache helicopters.",
            ["M1A2 Abrams", "AH-64E Apache"],
        ),
        ("The F-16C/Ds and F-16 Block 70 jets flew.", ["F-16C/D", "F-16 Block 70"]),
        ("A Type 055 destroyer, Project 22350 frigates", ["Type 055", "Project 22350"]),
        ("Tejas Mk1A and K9 Vajra; Bayraktar TB2; BrahMos", ["Tejas Mk1A", "K9 Vajra", "Bayraktar TB2", "BrahMos"]),
        ("New XQ-99 drones were shown. The XQ-99 was liked.", ["XQ-99", "XQ-99"]),
        ("The XQ-99 was liked.", []),
        ("Iran fired a Fattah-7 missile.", ["Fattah-7"]),
        ("Patriot batteries arrived.", ["Patriot"]),
        ("A Patriot missile, ATMOS howitzers, Virginia-class boats", ["Patriot", "ATMOS", "Virginia-class"]),
        ("20 Eurofighter Typhoons and 129 AS21 Redbacks", ["Eurofighter Typhoon", "AS21 Redback"]),
        ("Ships with AN/SPY-7 radars; M1A1SA tanks", ["AN/SPY-7", "M1A1SA"]),
        ("Higher FDI in defence firms", []),
        ("He is a Patriot at heart, a true patriot. The missile flew.", []),
        ("A Tornado hit Kansas. Prices spike.", []),
    ],
)
def test_what_is_a_designation(registry: Registry, text: str, expected: list[str]) -> None:
    assert [span.text for span in find_designations(text, registry)] == expected


@pytest.mark.parametrize(
    "look_alike",
    "G-20 G7 COVID-19 COP-28 P-5 Q3 FY25 A-1 Baa1 H-1B A320 A350-900 5G R-Texas UNSC-2231 I-95 NH-44 CO2 E3 H5N1 MI6 "
    "EU-27 BRICS-11 MH17 2Q25 Vision-2030 Section-301 Dec-25 B737 T20 Under-19 Falcon-9 G-77 1H25".split(),
)
def test_look_alikes_are_left_alone_even_beside_weapons(registry: Registry, look_alike: str) -> None:
    assert find_designations(f"The missile and fighter deal, {look_alike}, was noted.", registry) == []


@given(
    st.lists(
        st.sampled_from(
            ["S-400", "su-57 ", "Patriot ", "missile", "T-90S", "s", " ", "-", ". ", "F-16C/D", "XQ-99", "Mk"]
        )
        | st.text(max_size=8)
    )
)
def test_spans_are_verbatim_in_order_and_apart(registry: Registry, parts: list[str]) -> None:
    text = "".join(parts)
    spans = find_designations(text, registry)
    assert all(text[span.start : span.end] == span.text and span.text for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.system.split(":")[0] in {"weapon", "designation"} for span in spans)


@pytest.mark.parametrize("piece", ["A-1" * 3, "S-400 ", "Type 05 ", "a" * 50, "Mk-", "A" * 30 + "-", "1A1A1A"])
def test_hostile_text_takes_linear_time(registry: Registry, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find_designations(text, registry)
        return time.process_time() - start

    seconds(1_000)
    # 4 times the text; quadratic would be 16 times. The slack is for a machine that others use as well.
    assert min(seconds(120_000) for _ in range(2)) < 12 * seconds(30_000) + 1.0
