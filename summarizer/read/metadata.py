"""Title, outlet and publication date of a plain-text article, where the text states them: never guessed.

The places are those where newsrooms write them: a header or front matter ("title: …"), the headline above the first
paragraph, the dateline that opens it ("MOSCOW, Dec 2 (Reuters) -", AP Stylebook, "datelines"), a byline or a
"Published:" line. A date anywhere else on the page, such as beside the weather, says when the page was looked at.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.read.blocks import Paragraph, count_words, ends_sentence, is_bullet, one_line, paragraphs
from summarizer.read.published import MONTHS, iso_date, only_date

MIN_TITLE_WORDS, MAX_TITLE_WORDS = 3, 30
"""Words of a headline: two words are a section's name; the longest headlines of wire copies run to about 25."""
MAX_STOPPED_TITLE_WORDS = 22
"""A first paragraph with a full stop is a headline only if it is this short and a longer one follows after a gap."""
HEAD_FIELDS = 12
"""Paragraphs at the top among which "Key: value" lines are looked for; headers written by scrapers are shorter."""

_FIELDS = {
    "title": "title", "headline": "title", "heading": "title",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "newspaper": "outlet",
    "site": "outlet", "site_name": "outlet", "sitename": "outlet", "website": "outlet", "site name": "outlet",
    "published": "published", "date": "published", "publishdate": "published", "publish_date": "published",
    "date_published": "published", "datepublished": "published", "pubdate": "published", "published_at": "published",
    "published at": "published", "published on": "published", "publication date": "published", "posted": "published",
    "posted on": "published", "first published": "published",
    "url": "url", "link": "url", "permalink": "url", "canonical": "url", "canonical_url": "url",
}  # fmt: skip
_FIELD = re.compile(r"[*_ ]{0,3}([A-Za-z][A-Za-z_ ]{2,18}?)[*_ ]{0,3}:[*_ ]{0,3}(\S[^\n]{0,500})")
_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:[^\n]{0,2000}\n){1,60}?)---[ \t]*(?=\n|\Z)")
_PUBLISHED_LINE = re.compile(
    r"(?:[^\n]{0,120}[\s|,•·–—-])?(?<!last )(?:first )?(?:published|posted)(?: (?:at|on))? ?:? ?(?P<when>[^\n]{4,60})",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|author|written by|reported by)[: ][^\n]{3,160}", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified|last edited)\b", re.IGNORECASE)

_NAME = r"[A-Z][A-Za-z0-9.&'’/ -]{1,30}"
_PLACE = r"[A-Z][\w.'’/-]{1,20}(?:[ ,]{1,2}[A-Z][\w.'’/-]{1,20}){0,4}"
_DAY = (
    r"(?:,? ?\(?(?:"
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\.? \d{1,2}(?:,? \d{4})?\)?|,? ?\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
)
_DATELINE = re.compile(
    rf"[*_]{{0,2}}(?P<place>{_PLACE}(?: \[[A-Z][A-Za-z ]{{1,20}}\])?)?(?P<day>(?i:{_DAY}))?[.,]? ?"
    rf"(?:[(\[](?P<paren>{_NAME})[)\]]|/(?P<slash>{_NAME})/)[*_]{{0,2}} ?(?P<dash>[.:]|-{{1,2}}|–|—)?[*_]{{0,2}} "
)
_DAY_ONLY = re.compile(rf"(?P<place>{_PLACE})(?P<day>(?i:{_DAY}))[.,]? ?(?:[:–—]|-{{1,2}}) ")
_PLACE_OPENING = re.compile(rf"{_PLACE}(?: \([^)\n]{{1,30}}\))? ?(?:[:–—]|--?) ?")
_APPEARED = re.compile(r"The post [^\n]{1,300} appeared first on (?P<outlet>[^\n]{2,60}?)\.?\s*$", re.MULTILINE)


class Metadata(NamedTuple):
    """What an input states about its article; None where it states nothing. `published` is an ISO 8601 date."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def metadata(text: str, furniture: Sequence[tuple[int, int]]) -> Metadata:
    """What `text`, with its `furniture` spans, states about itself; the title stands verbatim in the text."""
    fields = _header(text)
    all_paragraphs = list(paragraphs(text))
    starts = {start for start, _ in furniture}
    body = [paragraph for paragraph in all_paragraphs if paragraph.start not in starts]
    page = [text[paragraph.start : paragraph.end] for paragraph in all_paragraphs if paragraph.start in starts]
    title = fields.get("title")
    if not title or title not in text:
        title = _headline(text, body)
    openings = [text[paragraph.start : paragraph.end][:300] for paragraph in body[:3]]
    outlet, dateline_date = _dateline(openings)
    appeared = _APPEARED.search(text)
    return Metadata(
        title=title,
        outlet=fields.get("outlet") or outlet or (one_line(appeared["outlet"]) if appeared else None),
        published=iso_date(fields.get("published")) or _published(page) or dateline_date,
        url=fields.get("url"),
    )


def _header(text: str) -> dict[str, str]:
    """Fields of a front matter between two lines of "---", or of "Key: value" lines above the article."""
    front = _FRONT_MATTER.match(text)
    if front:
        candidates = front[1].splitlines()
    else:
        candidates = [
            line for paragraph in list(paragraphs(text[:5000]))[:HEAD_FIELDS]
            for line in text[paragraph.start : paragraph.end].splitlines()
        ]  # fmt: skip
    fields: dict[str, str] = {}
    for line in candidates:
        match = _FIELD.match(line)
        name = _FIELDS.get(match[1].lower().strip()) if match else None
        if not match or name is None:
            continue
        value = one_line(match[2]).strip("\"'* ")
        if value and (name != "url" or value.startswith(("http://", "https://"))):
            fields.setdefault(name, value)
    if not front and "outlet" in fields and len(fields) == 1:
        # "Source: …" alone is as often a picture's or a table's credit as the article's own header
        del fields["outlet"]
    return fields


def _headline(text: str, body: list[Paragraph]) -> str | None:
    """The headline-like paragraph that opens the article, as it stands in the text."""
    body = [paragraph for paragraph in body[:6] if not _FIELD.fullmatch(text[paragraph.start : paragraph.end])] or body
    while len(body) > 1 and _is_kicker(text, body[0]):
        body = body[1:]
    if len(body) < 2:
        return None
    first, second = body[0], body[1]
    title = text[first.start : first.end].lstrip("#").strip().strip("*_").strip()
    words = count_words(title)
    if "\n" in title or not MIN_TITLE_WORDS <= words <= MAX_TITLE_WORDS:
        return None
    heading = text.startswith("#", first.start)
    if (is_bullet(text, first.start) and not heading) or _opens_dateline(title):
        return None
    if re.search(r"[a-z0-9”\"][.!?]['\"”’]? +['\"“‘]?[A-Z]", title[:-1]):
        return None
    if ends_sentence(title, 0, len(title)) and title.rstrip("\"'”’*_ ")[-1:] not in "?!":
        longer = count_words(text[second.start : second.end]) > words
        if not (words <= MAX_STOPPED_TITLE_WORDS and second.after_blank and longer):
            return None
    return title


def _is_kicker(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a section's name above the headline ("Defence", "World news")."""
    shown = text[paragraph.start : paragraph.end]
    return count_words(shown) < MIN_TITLE_WORDS and not ends_sentence(shown, 0, len(shown))


def _opens_dateline(paragraph: str) -> bool:
    """Whether a paragraph begins "MOSCOW (Reuters) -" or "New Delhi: …" and closes as prose: copy, not a headline."""
    opening = _PLACE_OPENING.match(paragraph)
    if opening is None:
        return False
    capitals = opening.group().split(",")[0].split("(")[0].strip(" :–—-")
    return (
        "(" in opening.group()
        or (capitals.isupper() and len(capitals) > 4)
        or ends_sentence(paragraph, 0, len(paragraph))
    )


def _dateline(openings: list[str]) -> tuple[str | None, str | None]:
    """Outlet and, if it has a year, date of the first dateline among the first paragraphs."""
    for opening in openings:
        match = _DATELINE.match(opening)
        if match and (match["dash"] or not match["place"]) and _is_outlet(match["paren"] or match["slash"]):
            name = (match["paren"] or match["slash"]).strip()
            return name, only_date(match["day"]) if match["day"] else None
        match = _DAY_ONLY.match(opening)
        if match:
            return None, only_date(match["day"])
    return None, None


def _is_outlet(name: str) -> bool:
    """Whether what stands in the dateline's brackets names an outlet, and not a day, a state or a title."""
    words = name.lower().replace(".", "").split()
    return bool(words) and not any(
        word in MONTHS
        or word.isdigit()
        or word in ("updated", "exclusive", "photo", "file", "video", "live", "opinion")
        for word in words
    )


def _published(page: list[str]) -> str | None:
    """The publication date that a byline or a "Published:" line among the furniture states."""
    for line in page:
        shown = one_line(line)[:300]
        stated = _PUBLISHED_LINE.match(shown)
        if stated:
            found = only_date(_UPDATED.split(stated["when"])[0])
        elif _BYLINE.match(shown) and not _UPDATED.search(shown):
            found = only_date(shown)
        else:
            found = None
        if found:
            return found
    return None
