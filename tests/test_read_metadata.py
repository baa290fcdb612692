"""Title, outlet and date: what the text states, and nothing else."""

import pytest

from summarizer.errors import InputError
from summarizer.read import article_from_text
from summarizer.read.published import iso_date

BODY = (
    "Norway will buy five Type 26 frigates from Britain, its prime minister said.\n\n"
    "The deal is worth 10 billion pounds and runs for ten years.\n"
)


def stated(text: str) -> tuple[str | None, str | None, str | None]:
    article = article_from_text(text)
    assert article.title is None or article.title in article.text
    return article.title, article.outlet, article.published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, (None, None, None)),
        (f"Norway picks British frigates\n\n{BODY}", ("Norway picks British frigates", None, None)),
        (f"# Norway picks British frigates\n\n{BODY}", ("Norway picks British frigates", None, None)),
        (f"Defence\n\nNorway picks British frigates\n\n{BODY}", ("Norway picks British frigates", None, None)),
        (f"Friday, December 12, 2025\n\nNorway picks British frigates\n\n{BODY}",
         ("Norway picks British frigates", None, None)),
        (f"OSLO, Aug 31 (Reuters) - {BODY}", (None, "Reuters", None)),
        (f"OSLO, August 31, 2025 (AFP) — {BODY}", (None, "AFP", "2025-08-31")),
        (f"OSLO, August 31. /TASS/. {BODY}", (None, "TASS", None)),
        (f"New Delhi [India], December 5 (ANI): {BODY}", (None, "ANI", None)),
        (f"New Delhi (TDI): {BODY}", (None, "TDI", None)),
        (f"(MENAFN) {BODY}", (None, "MENAFN", None)),
        (f"BEIJING, Dec. 2 (Xinhua) -- {BODY}", (None, "Xinhua", None)),
        (f"Oslo (Norway) will pay. {BODY}", (None, None, None)),
        (f"Norway picks frigates now\nBy Jane Smith, Published: 2 Dec 2025\n{BODY}",
         ("Norway picks frigates now", None, "2025-12-02")),
        (f"Norway picks frigates now\nBy Jane Smith | December 2, 2025\n\n{BODY}",
         ("Norway picks frigates now", None, "2025-12-02")),
        (f"Norway picks frigates now\nUpdated: December 2, 2025\n\n{BODY}", ("Norway picks frigates now", None, None)),
        (f"Norway picks frigates now\nPublished: 03/04/2025\n\n{BODY}", ("Norway picks frigates now", None, None)),
        (f"---\ntitle: 'A frigate deal'\ndate: 2025-12-02T10:00:00Z\nsource: The Times\n---\n\n{BODY}",
         ("A frigate deal", "The Times", "2025-12-02")),
        (f"Title: A frigate deal\nSource: The Times\nDate: 2 December 2025\nURL: https://x.org/1\n\n{BODY}",
         ("A frigate deal", "The Times", "2025-12-02")),
        (f"{BODY}\nThe post A frigate deal appeared first on Naval News.", (None, "Naval News", None)),
    ],
)  # fmt: skip
def test_stated(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-12-02", "2025-12-02"),
        ("2025-12-02T23:30:00-05:00", "2025-12-02"),
        ("20251202T101500Z", "2025-12-02"),
        ("2025/12/02", "2025-12-02"),
        ("Tue, 02 Dec 2025 10:00:00 GMT", "2025-12-02"),
        ("Dec 2, 2025", "2025-12-02"),
        ("2nd December 2025, 10:30 am IST", "2025-12-02"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("12.12.2025", "2025-12-12"),
        (1764633600, "2025-12-02"),
        (1764633600000, "2025-12-02"),
        ("1764633600", "2025-12-02"),
        ("03/04/2025", None),
        ("December 2025", None),
        ("2025-02-30", None),
        ("2 Dec 2025 or 3 Dec 2025", None),
        ("yesterday", None),
        (20251202, None),
        (True, None),
        (None, None),
        (float("nan"), None),
        (10**400, None),
        ("9" * 5000, None),
    ],
)
def test_dates_that_mean_one_day(value: object, expected: str | None) -> None:
    assert iso_date(value) == expected


def test_given_metadata_wins_and_the_title_stands_in_the_text() -> None:
    article = article_from_text(
        BODY, title="Norway  buys\nfrigates", outlet="BBC", published="2 Dec 2025", url="https://x.org"
    )
    assert article.text == f"Norway buys frigates\n\n{BODY}"
    assert (article.title, article.outlet, article.published, article.url, article.path) == (
        "Norway buys frigates",
        "BBC",
        "2025-12-02",
        "https://x.org",
        "-",
    )


def test_what_cannot_be_used_is_said() -> None:
    with pytest.raises(InputError, match="no text"):
        article_from_text(" \n… \n")
    with pytest.raises(InputError, match="one clear day"):
        article_from_text(BODY, published="03/04/2025")
