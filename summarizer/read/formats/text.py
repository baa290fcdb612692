"""Plain text and markdown: the text is stored as it is, and says of itself what it says."""

from collections.abc import Iterator

from summarizer.errors import InputError
from summarizer.read.blocks import one_line
from summarizer.read.decode import decode, stored_text
from summarizer.read.furniture import furniture
from summarizer.read.metadata import metadata
from summarizer.read.published import iso_date
from summarizer.records import Article, Problem

MAX_CHARACTERS = 400_000
"""Characters of the longest article. That is about 65,000 words, several times the longest magazine piece: it is a
book, a log or a year's articles in one file, and would keep the embedded model busy for hours."""


def article_from_text(
    text: str,
    *,
    path: str = "-",
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """The article that `text` holds, with its furniture, and metadata from the text where none is given.

    The stored text is `text` as `summarizer.read.decode` defines it; a given `title` that does not stand in it is put
    before it, with an empty line between. `published` may be written in any way that means one day.
    Raises `InputError` if the text holds no letter or digit, if it is longer than `MAX_CHARACTERS`, or if `published`
    is given and is not one clear day.
    """
    stored = stored_text(text)
    if len(stored) > MAX_CHARACTERS:
        raise InputError(f"{path}: {_too_long(stored)}; {_SPLIT_IT}")
    if not any(character.isalnum() for character in stored):
        raise InputError(f"{path}: there is no text in this article; give the article's own words")
    day = iso_date(published) if published is not None else None
    if published is not None and day is None:
        raise InputError(f"{path}: the publication date {published!r} is not one clear day; write it as YYYY-MM-DD")
    given = one_line(stored_text(title or "")) or None
    if given and given not in stored:
        stored = f"{given}\n\n{stored}"
    spans = furniture(stored)
    stated = metadata(stored, spans)
    return Article(
        path=path,
        title=given or stated.title,
        outlet=one_line(stored_text(outlet or "")) or stated.outlet,
        published=day or stated.published,
        url=one_line(stored_text(url or "")) or stated.url,
        text=stored,
        furniture=spans,
    )


def read_text(data: bytes, path: str) -> Iterator[Article | Problem]:
    """The one article of a .txt or .md file, after what there is to say about its bytes."""
    decoded = decode(data, path)
    yield from decoded.problems
    if decoded.text is None:
        return
    yield article_or_problem(decoded.text, path)


def article_or_problem(
    text: str,
    path: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article | Problem:
    """The article of `text` as `article_from_text` makes it, or the `Problem` that it is none or is too long for one.

    `published`, where given, is an ISO 8601 date.
    """
    stored = stored_text(text)
    if len(stored) > MAX_CHARACTERS:
        return Problem(path=path, what=_too_long(stored), hint=f"{_SPLIT_IT.capitalize()}.", lost=True)
    if not any(character.isalnum() for character in stored):
        return Problem(path=path, what="there is no text in it", hint="Remove it, or fetch it again.", lost=True)
    article = article_from_text(stored, path=path, title=title, outlet=outlet, published=published, url=url)
    return article if has_content(article) else no_content(path)


def _too_long(stored: str) -> str:
    return f"{len(stored):,} characters in one article, at most {MAX_CHARACTERS:,}"


_SPLIT_IT = "split it into articles, or leave it out"


def has_content(article: Article) -> bool:
    """Whether anything but title and furniture is left of the article."""
    text = article.text
    start = 0
    left: list[str] = []
    for span_start, span_end in article.furniture:
        left.append(text[start:span_start])
        start = span_end
    left.append(text[start:])
    content = "\n".join(left)
    if article.title:
        content = content.replace(article.title, "", 1)
    return any(character.isalnum() for character in content)


def no_content(path: str) -> Problem:
    """The `Problem` of an input whose text is all furniture (or only a title)."""
    return Problem(
        path=path,
        what="there is no article in it, only a title or what a page puts around one (menus, banners, notices)",
        hint="Fetch the page again, or save the article's own text.",
        lost=True,
    )
