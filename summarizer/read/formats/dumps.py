"""JSON and JSON Lines as news APIs and scrapers write them: one article an object, however deep it is wrapped.

Known shapes: NewsAPI, the Guardian, GNews, Mediastack, Webz.io, Event Registry, WordPress, JSON Feed, Elasticsearch
and MongoDB exports, dumps of newspaper3k, news-please, trafilatura and Scrapy. No shape is asked for by name: an
object with a body under one of the names below is an article, and lists and objects around it are opened.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from summarizer.read.blocks import one_line
from summarizer.read.decode import decode
from summarizer.read.formats.html import plain_text
from summarizer.read.formats.text import article_or_problem, no_content
from summarizer.read.published import iso_date
from summarizer.records import Article, Problem

MAX_DEPTH = 6
"""Levels of lists and objects opened in search of articles; Elasticsearch's hits.hits[]._source makes four."""

_BODIES = (
    "text", "maintext", "articlebody", "article_body", "article_text", "full_text", "fulltext", "body", "bodytext",
    "content", "content_text", "content_html", "article", "raw_text", "cleaned_text", "body_html", "content:encoded",
)  # fmt: skip
_SHORT_BODIES = ("description", "summary", "abstract", "excerpt", "lead", "snippet")
_TITLES = ("title", "headline", "webtitle", "heading", "name")
_OUTLETS = (
    "outlet", "publisher", "source", "sitename", "site_name", "publication", "newspaper", "site", "source_name",
    "source_domain", "source-hostname", "domain", "hostname", "outlet_name", "news_site",
)  # fmt: skip
_DATES = (
    "published", "published_at", "publishedat", "publish_date", "date_publish", "date_published", "datepublished",
    "pubdate", "pub_date", "published_date", "publication_date", "publicationdate", "webpublicationdate",
    "published_time", "datetimepub", "publishdate", "date", "datetime", "timestamp",
)  # fmt: skip
_URLS = ("url", "link", "weburl", "permalink", "canonical_url", "source_url", "original_url", "uri")
_INNER = ("name", "title", "rendered", "#text", "text", "value", "@value", "$date", "href")
_NESTED = ("fields", "attributes", "_source", "thread", "metadata", "meta")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+(\d{1,7}) chars\]\s*\Z")


def read_json(data: bytes, path: str) -> Iterator[Article | Problem]:
    """The articles of a .json file: `path` itself for a single object, "path#n" (from 1) for the nth of several."""
    decoded = decode(data, path)
    yield from decoded.problems
    if decoded.text is None:
        return
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if _looks_like_lines(decoded.text):
            yield from _lines(decoded.text, path)
        else:
            yield _broken(path, error)
        return
    found = list(_articles_in(value, MAX_DEPTH))
    if not found:
        yield _nothing(path)
    single = isinstance(value, dict) and len(found) == 1 and found[0] is value
    for number, item in enumerate(found, start=1):
        yield from _article(item, path if single else f"{path}#{number}")


def read_jsonl(data: bytes, path: str) -> Iterator[Article | Problem]:
    """The articles of a .jsonl file: "path#n" is line n, counted from 1 with empty lines; a line of several, "#n.m"."""
    decoded = decode(data, path)
    if decoded.text is not None and decoded.text.lstrip()[:1] == "[" and not _looks_like_lines(decoded.text):
        yield from read_json(data, path)
        return
    yield from decoded.problems
    if decoded.text is not None:
        yield from _lines(decoded.text, path)


def _looks_like_lines(text: str) -> bool:
    """Whether the first line that is not empty is a JSON value by itself, and not the only line."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict | list)
    except (ValueError, RecursionError):
        return first.startswith("{") and rest.lstrip().startswith("{")


def _lines(text: str, path: str) -> Iterator[Article | Problem]:
    empty = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        empty = False
        where = f"{path}#{number}"
        try:
            found = list(_articles_in(json.loads(line), MAX_DEPTH))
        except (ValueError, RecursionError) as error:
            yield _broken(where, error)
            continue
        if not found:
            yield _nothing(where)
        for position, item in enumerate(found, start=1):
            yield from _article(item, where if len(found) == 1 else f"{where}.{position}")
    if empty:
        yield _nothing(path)


def _articles_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that are articles, in order. An object with a body is one; of others the inside is looked at."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles_in(item, depth - 1)
    elif isinstance(value, dict):
        if _text_of(value, _BODIES):
            yield value
            return
        inner = [item for child in value.values() for item in _articles_in(child, depth - 1)]
        if _text_of(value, _TITLES) and (_text_of(value, _SHORT_BODIES) or not inner) and not _holds_list(value):
            yield value
        else:
            yield from inner


def _holds_list(value: dict[str, Any]) -> bool:
    """Whether the object is a feed (a title and description of its own, and a list of objects)."""
    return any(isinstance(child, list) and any(isinstance(item, dict) for item in child) for child in value.values())


def _article(item: dict[str, Any], path: str) -> Iterator[Article | Problem]:
    """The article of one object, after a word about text that the API has cut off."""
    title = one_line(plain_text(_text_of(item, _TITLES) or "")) or None
    body = plain_text(_text_of(item, _BODIES) or "").strip()
    cut = _CUT.search(body[-60:])
    if cut:
        body = body[: len(body) - len(cut.group())].rstrip()
        yield Problem(
            path=path,
            what=f"the API has cut this article: {cut[1]} characters are missing",
            hint="Fetch the full text from the article's address.",
            lost=False,
        )
    lead = plain_text(_text_of(item, _SHORT_BODIES) or "").strip()
    if not body:
        body = lead
    if not body or one_line(body) == title:
        yield no_content(path)
        return
    yield article_or_problem(
        body,
        path,
        title=title,
        outlet=_text_of(item, _OUTLETS),
        published=next((day for day in (iso_date(_inner(v)) for v in _values(item, _DATES)) if day), None),
        url=next((v for v in _values(item, _URLS) if isinstance(v, str) and v.startswith(("http:", "https:"))), None),
    )


def _values(item: dict[str, Any], names: tuple[str, ...]) -> Iterator[Any]:
    """Values under the given names in the order of the names (case does not matter), then those of inner objects."""
    lowered = {str(key).lower(): value for key, value in item.items()}
    yield from (lowered[name] for name in names if lowered.get(name) not in (None, "", [], {}))
    for key in _NESTED:
        inner = lowered.get(key)
        if isinstance(inner, dict):
            deeper = {str(name).lower(): value for name, value in inner.items()}
            yield from (deeper[name] for name in names if deeper.get(name) not in (None, "", [], {}))


def _text_of(item: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first string under the given names: itself, the name of an object, or the paragraphs of a list."""
    for value in _values(item, names):
        inner = _inner(value)
        if isinstance(inner, str) and inner.strip():
            return inner
    return None


def _inner(value: Any) -> Any:
    """What an API means by a wrapped value: {"name": …}, {"rendered": …}, {"$date": …}, ["paragraph", …]."""
    if isinstance(value, dict):
        return next((value[key] for key in _INNER if isinstance(value.get(key), str | int | float)), None)
    if isinstance(value, list):
        if value and all(isinstance(part, str) for part in value):
            return "\n\n".join(value)
        return None
    return value


def _broken(path: str, error: Exception) -> Problem:
    detail = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return Problem(
        path=path,
        what=f"this is not valid JSON: {detail[:200]}",
        hint="Mend or remove it; the rest was read.",
        lost=True,
    )


def _nothing(path: str) -> Problem:
    return Problem(
        path=path,
        what="no article in this JSON: no object has a text under a usual name (text, body, content, maintext…)",
        hint='Rename the field that holds the article\'s text to "text".',
        lost=True,
    )
