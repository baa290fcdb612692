"""Web pages: trafilatura finds the article among the boilerplate, and the page's own head says what it is.

The stored text opens with the title. Where the extractor finds nothing, or the page is too large for it, the text of
the whole page is taken instead: the furniture rules know menus and banners too, and too much beats nothing.

lxml and trafilatura are imported where they are used: they take longer to load than a folder of texts takes to read.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any

from summarizer.read.blocks import one_line
from summarizer.read.decode import decode
from summarizer.read.formats.head import declared_encoding, page_head
from summarizer.read.formats.text import article_or_problem, no_content
from summarizer.records import Article, Problem

MAX_TEXT = 2_000_000
"""Characters of text in the largest page given to the extractor; its time grows faster than the page beyond."""
MAX_ELEMENTS = 30_000
"""Elements of the largest page given to the extractor (about 3 s; 75,000 take 30 s). Long reads have about 5,000."""

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|table|tr|td|section"
    r"|article|html|body|script|style|iframe|sup|sub|pre|code|font|center)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})?[^<>]{0,5000}>")
_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object")
_BLOCKS = (
    "p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "section", "article", "header",
    "footer", "nav", "aside", "main", "figure", "figcaption", "table", "ul", "ol", "dl", "dt", "dd", "pre", "form",
)  # fmt: skip


def read_html(data: bytes, path: str) -> Iterator[Article | Problem]:
    """The one article of a web page, after what there is to say about its bytes."""
    decoded = decode(data, path, declared_encoding(data))
    yield from decoded.problems
    if decoded.text is None:
        return
    tree = _tree(decoded.text)
    if tree is None:
        yield no_content(path)
        return
    head = page_head(tree)
    _silence(tree)
    whole = _is_too_large(tree)
    body = _all_text(tree) if whole else _extracted(tree) or _all_text(tree)
    if not _says_something(body):
        # libxml2 drops what is nested too deeply or too long for one element
        body = _without_tags(decoded.text)
    if not _says_something(body):
        yield no_content(path)
        return
    title, body = _title_first(head.title, body)
    article = article_or_problem(body, path, title=title, outlet=head.outlet, published=head.published, url=head.url)
    if whole and isinstance(article, Article):
        yield Problem(
            path=path,
            what="the page is larger than any article's, so its whole text was taken, menus and all",
            hint="Save the article's own text as .txt if the digest shows things from around it.",
            lost=False,
        )
    yield article


def plain_text(value: str) -> str:
    """A field that may hold HTML as plain text: tags gone, blocks apart by an empty line, entities resolved."""
    if not _TAG.search(value):
        return unescape(value) if "&" in value else value
    tree = _tree(f"<html><body><div>{value}</div></body></html>")
    if tree is None:
        return value
    _silence(tree)
    return _all_text(tree)


def _tree(markup: str) -> Any | None:
    """The page as a tree, or None. No entity is expanded from a DTD, nothing is fetched; libxml2 bounds the nesting."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _silence(tree: Any) -> None:
    """Take out what no reader sees."""
    for element in list(tree.iter(*_SILENT)):
        if element.getparent() is not None:
            element.drop_tree()


def _is_too_large(tree: Any) -> bool:
    elements = characters = 0
    for element in tree.iter():
        elements += 1
        characters += len(element.text or "") + len(element.tail or "")
    return elements > MAX_ELEMENTS or characters > MAX_TEXT


def _extracted(tree: Any) -> str:
    """The article's text as trafilatura finds it, a paragraph a line; empty where it finds none."""
    import trafilatura

    try:
        document = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, favor_recall=True)
    except Exception:
        # A hostile page can break the extractor anywhere; the caller then takes the page's plain text instead.
        return ""
    return (getattr(document, "text", None) or "").strip()


def _all_text(tree: Any) -> str:
    """All text of the page's body, a block a paragraph. Changes the tree."""
    for element in list(tree.iter("head")):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    blocks = (one_line(line) for line in "".join(tree.itertext()).split("\n"))
    return "\n\n".join(block for block in blocks if block)


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _without_tags(markup: str) -> str:
    """What is left of a page that no parser takes, when tags and scripts are cut out; a tag parts paragraphs."""
    kept: list[str] = []
    silent = ""
    position = 0
    for tag in _ANY_TAG.finditer(markup):
        if not silent:
            kept.append(markup[position : tag.start()])
        position = tag.end()
        name = (tag["name"] or "").lower()
        if silent:
            silent = "" if tag["closing"] and name == silent else silent
        elif name in _SILENT or name in ("head", "title"):
            silent = "" if tag["closing"] else name
    if not silent:
        kept.append(markup[position:])
    blocks = (one_line(unescape(part)) for part in kept)
    return "\n\n".join(block for block in blocks if block)


def _title_first(title: str | None, body: str) -> tuple[str | None, str]:
    """Title and text so that the text opens with the title, once."""
    if not title:
        return None, body
    first, _, rest = body.partition("\n")
    if one_line(first) == title:
        body = rest.lstrip("\n")
    return title, f"{title}\n\n{body}"
