"""What a web page's head states: title, outlet, publication date, address, and the encoding it declares.

Read here and not by the extractor, which also guesses: dates from anywhere on the page (up to the day of the run, so
that the same page would not always give the same bytes), site names from host names. Looked at are JSON-LD
(schema.org/NewsArticle), meta elements (Open Graph, Dublin Core and their kin), and the page's headings.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from summarizer.read.blocks import one_line
from summarizer.read.published import iso_date

MAX_LD_DEPTH = 6
"""Levels of JSON-LD looked through: publishers nest @graph, mainEntity and publisher, which makes four."""
ENCODING_WITHIN = 4096
"""Bytes in which a page must declare its encoding (the HTML standard says 1024; pages are late)."""

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,30})", re.IGNORECASE
)
_META_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "citation_title")
_META_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_publisher")
_META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "published-date",
    "citation_publication_date",
)  # fmt: skip


class Head(NamedTuple):
    """What a page states about its article; None where it states nothing. `published` is an ISO 8601 date."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's first bytes name, as written there."""
    match = _DECLARED.search(data[:ENCODING_WITHIN])
    return match[1].decode("ascii", "replace") if match else None


def page_head(tree: Any) -> Head:
    """What the page with the lxml `tree` states about itself; JSON-LD before meta elements before headings."""
    linked = _linked_data(tree)
    meta = _meta(tree)
    headings = [
        one_line(element.text_content()) for element in (tree.find(".//h1"), tree.find(".//title")) if _is(element)
    ]
    titles = [*_texts(linked, "headline"), *_named(meta, _META_TITLES), *headings]
    outlets = [*_texts(linked, "publisher"), *_named(meta, _META_OUTLETS)]
    dates = [*_texts(linked, "datePublished"), *_named(meta, _META_DATES), *_times(tree)]
    outlet = next((unescape(name) for name in outlets if not name.startswith(("http:", "https:"))), None)
    canonical = tree.find(".//link[@rel='canonical']")
    addresses = [canonical.get("href") if _is(canonical) else None, meta.get("og:url")]
    return Head(
        title=_without_outlet(next((unescape(title) for title in titles if title), None), outlet),
        outlet=outlet,
        published=next((day for day in map(iso_date, dates) if day), None),
        url=next((url for url in addresses if url and url.startswith(("http://", "https://"))), None),
    )


def _is(element: Any) -> bool:
    """Whether an element was found; an element without children is false by itself."""
    return element is not None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title without " | Outlet" or " - Outlet" at its end."""
    if not title or not outlet:
        return title
    for mark in (" | ", " - ", " – ", " — "):
        if title.lower().endswith((mark + outlet).lower()):
            return title[: -len(mark + outlet)].strip() or title
    return title


def _meta(tree: Any) -> dict[str, str]:
    """Meta elements by their name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _named(meta: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _times(tree: Any) -> list[str]:
    """Dates of the elements that the page marks as its publication date (schema.org, HTML 5 drafts, hAtom)."""
    return [
        element.get("datetime") or element.get("content") or element.text_content()
        for element in tree.iter("time", "span", "div", "abbr")
        if "datePublished" in (element.get("itemprop") or "").split()
        or element.get("pubdate") is not None
        or {"entry-date", "published"} <= set((element.get("class") or "").split())
    ]


def _linked_data(tree: Any) -> list[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article, outermost first."""
    found: list[dict[str, Any]] = []
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            found.extend(_articles_in(json.loads(element.text or ""), MAX_LD_DEPTH))
        except (ValueError, RecursionError):
            continue
    return found


def _articles_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles_in(item, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_in(value.get(key), depth - 1)


def _texts(objects: list[dict[str, Any]], key: str) -> Iterator[str]:
    """The strings at `key`; of an object (a publisher) its name."""
    for item in objects:
        values = item.get(key)
        for value in values if isinstance(values, list) else [values]:
            named = value.get("name") if isinstance(value, dict) else value
            if isinstance(named, str) and named.strip():
                yield one_line(named)
