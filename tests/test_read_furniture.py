"""Furniture: what a page puts around an article goes, what the article says stays."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.read.furniture import furniture, rules

SEEDS = Path(__file__).parent.parent / "seeds"
PROSE = (
    "Russia's State Duma ratified the logistics agreement with India on Tuesday.",
    "The two sides signed the pact in Moscow on 18 February after seven years of talks.",
    "Officials said the first deliveries of five squadrons would begin early next year.",
)


def around(line: str) -> str:
    """An article with `line` between its paragraphs."""
    return f"Duma ratifies pact with India\n\n{PROSE[0]}\n\n{line}\n\n{PROSE[1]}\n\n{PROSE[2]}"


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture(text)]


@given(st.text(st.one_of(st.sampled_from(list("aB .\n-*|:@#3")), st.characters()), max_size=300))
@settings(max_examples=200, deadline=None)
def test_spans_are_sorted_disjoint_and_not_empty(text: str) -> None:
    end_before = 0
    for start, end in furniture(text):
        assert end_before <= start < end <= len(text)
        end_before = end


@given(st.permutations(list(PROSE)))
def test_plain_prose_has_none(paragraphs: list[str]) -> None:
    assert furniture("\n\n".join(paragraphs)) == ()


SEED_FURNITURE = {
    "000": ["Press Enter to search"],
    "002": [
        "Putin and Modi Photo: File photo", "info_icon", "Summary", "Summary of this article", "Published At:",
        *["Advertisement"] * 5, "×",
    ],
    "003": ["(312 words)", "Comments are closed."],
    "004": [
        "14.4 C", "Islamabad", "Friday, December 12, 2025",
        "Read More:\N{NO-BREAK SPACE}India to Seek Major Defense Deals During Upcoming Putin Visit", "putin", "+ posts",
        "Minahil Khurshid holds a Master's in Peace and Conflict Studies from NUST. She is passionate about current"
        " affairs, public policy, and geopolitics.",
        "Minahil Khurshid", "Minahil Khurshid",
        "Minahil Khurshid holds a Master's in Peace and Conflict Studies from NUST. She is passionate about current"
        " affairs, public policy, and geopolitics.",
        "Trending Now", "Latest News", "Related News",
    ],
}  # fmt: skip


@pytest.mark.parametrize("number", SEED_FURNITURE)
def test_seeds_exactly(number: str) -> None:
    text = next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8")
    assert marked(text) == SEED_FURNITURE[number]


def test_seed_001_keeps_the_first_of_each_repeat() -> None:
    text = next(SEEDS.glob("001_*")).read_text(encoding="utf-8")
    found = marked(text)
    assert found[:3] == ["403", "Sorry!!", "Error! We're sorry, but the page you were looking for doesn't exist."]
    assert found[-4] == "Legal Disclaimer:"
    assert found[-3].startswith("MENAFN provides the\ninformation")
    assert found[-2:] == ["Comments", "No comment"]
    repeats = found[3:-4]
    assert len(repeats) == 6
    for repeat in repeats:
        assert text.count(repeat) == 2
        assert text.rfind(repeat) in {start for start, _ in furniture(text)}
        assert text.find(repeat) not in {start for start, _ in furniture(text)}


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content", "Advertisement", "- Advertisement -", "Story continues below this ad",
        "ALSO READ: Denmark weighs frigates too", "Also Read | India, Oman sign trade pact",
        "Read more: Why it matters",
        "By Jane Smith, Defence Editor", "By Jane Smith and Ravi Kumar | Updated: Dec 2, 2025",
        "Published: 31 August 2025, 14:02 BST", "Last updated: 3 hours ago", "5 min read",
        "Reporting by Terje Solsvik; Editing by Alison Williams",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Share on Facebook", "Facebook Twitter WhatsApp Email", "Copy link", "Follow us on Twitter",
        "Subscribe to our newsletter", "Enter your email address", "Sign up for our daily briefing",
        "We use cookies to improve your experience. By continuing you agree to our use of cookies.",
        "Accept all cookies",
        "HMS Glasgow at sea. (Photo: AFP)", "File photo", "Photo credit: ANI", "Image: Ministry of Defence",
        "Vladimir Putin and Narendra Modi in Delhi. Sputnik/Alexander Kazakov/Pool via REUTERS/File photo",
        "© 2025 The Example Times. All rights reserved.", "(With inputs from agencies)",
        "(This story has not been edited by NDTV staff and is auto-generated from a syndicated feed.)",
        "Disclaimer: The views expressed are those of the author.", "Tags: India, Russia, S-400",
        "https://example.org/a",
        "* * *", "(450 words)", "Friday, December 12, 2025", "2 hours ago", "यह भी पढ़ें: भारत और रूस",
        "Читайте также: о пакте",
    ],
)  # fmt: skip
def test_page_lines_go(line: str) -> None:
    assert marked(around(line)) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By March 2026, India will receive the last two squadrons.",
        "By Monday the two sides had agreed on the text.",
        "Created in 2015, the bloc has five members.",
        "Published by SIPRI on Monday, the report says India is the top importer.",
        "The report on arms transfers has not been published by the ministry.",
        "The EU fined the company 2.4 billion euros over its privacy policy.",
        '"We use cookies" banners break the law, the EU court said on Tuesday.',
        "We do not accept any responsibility for the collapse of the talks, the Kremlin said.",
        "The views expressed by the minister are at odds with those of his president.",
        "He summed up the picture: more tanks, fewer jets.",
        "The talks will resume in Geneva next week, officials said. (ANI)",
        "Related-party contracts worth $2 billion were suspended.",
        "For more details on the pact, lawmakers must wait until January.",
        "Comments from the Kremlin suggest that the deal is close.",
        "The page of history has turned, Volodin told lawmakers.",
        "Share prices of defence firms rose by 5%.",
        "Subscribers to the arms register include 170 states.",
        "Advertisement of the tender is due in May.",
        "• Five squadrons of the S-400",
        "**Highlights:** While ministers praised the bonds, the summit signalled synergy.",
        "What the deal covers",
        "India: 36 Rafale jets",
        "Rajnath Singh is a graduate of Gorakhpur University and signed the pact.",
        "Russia wants strong engagement with India",
        "$68.7 billion",
        "Putin: no new pacts",
    ],
)
def test_the_articles_own_lines_stay(line: str) -> None:
    assert marked(around(line)) == []


def test_related_list_goes_until_prose() -> None:
    text = around("Related News\nSweden to pick frigate supplier by early 2026\nWho will build Norway's ships?")
    assert marked(text) == [
        "Related News",
        "Sweden to pick frigate supplier by early 2026",
        "Who will build Norway's ships?",
    ]


def test_comments_end_the_article_only_near_its_end() -> None:
    comment = "I think that this is a wonderful decision for the navy and for jobs."
    text = "\n\n".join([*PROSE, "3 Comments", "John Doe", comment])
    assert marked(text) == ["3 Comments", "John Doe", comment]
    early = "\n\n".join(["Duma ratifies pact with India", "0 Comments", *PROSE])
    assert marked(early) == ["0 Comments"]


def test_author_note_at_the_foot_goes_and_the_same_words_above_stay() -> None:
    note = "John Kumar is a senior correspondent who covers trade."
    assert marked("\n\n".join([*PROSE, note])) == [note]
    assert marked("\n\n".join([note, *PROSE])) == []


def test_menus_above_the_headline_go() -> None:
    menu = ["Home", "World", "India and Asia", "Defence", "Opinion"]
    assert marked("\n".join(menu) + "\n\n" + around("x")[:-1])[:5] == menu
    assert marked("Home | World | Defence Forum | Opinion\n\n" + around(PROSE[0][:-1] + "?"))[0].startswith("Home |")


def test_front_matter_goes() -> None:
    text = f"---\ntitle: A pact is signed\ndate: 2025-12-02\n---\n\n{PROSE[0]}\n\n{PROSE[1]}"
    assert "".join(marked(text)).replace("\n", "") == "---title: A pact is signeddate: 2025-12-02---"


def test_every_rule_has_a_place_and_a_limit() -> None:
    assert all(rule.max_words > 0 and rule.where in ("any", "head", "foot", "edges", "body") for rule in rules())
    assert len({rule.name for rule in rules()}) == len(rules())
