"""The Python interface: articles in, typed records out, each function in a sync and an async form.

A `str` is always an article's text and a `Path` always a file or folder: what an article says is never taken for a path.
"""

import asyncio
import os
import threading
from collections.abc import Coroutine, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar


from summarizer.config import Settings
from summarizer.digest import RENDERERS
from summarizer.errors import Misconfigured
from summarizer.merge import merge as merge_extractions
from summarizer.pipeline import extract_all
from summarizer.read import article_from_text, read
from summarizer.records import Article, Digest, Extraction, Problem
from summarizer.session import open_session
from summarizer.values.names import Registry

Input = str | Path | Article
T = TypeVar("T")


class ShownDigest(Digest):
    """A `Digest` that a notebook shows as its Markdown page."""

    def _repr_markdown_(self) -> str:
        return render(self, "md")


def summarize(inputs: Input | Iterable[Input], **settings: Any) -> ShownDigest:
    """The digest of some articles: texts (`str`), files and folders (`Path`) or `Article` records, one or many.

    `settings` are those of `summarizer.config.Settings` (base_url, model, plan, jobs, cache, names …); what is not
    given comes from the environment and from summarizer.toml, as on the command line. What could not be read is in the
    digest's `problems`. Raises `Misconfigured` where no model is available, `RunFailed` where the model cannot be asked.
    """
    return _run(asummarize(inputs, **settings))


async def asummarize(inputs: Input | Iterable[Input], **settings: Any) -> ShownDigest:
    """`summarize` for code that is already async."""
    problems: list[Problem] = []
    extractions = await _extract(inputs, problems, settings)
    return merge(extractions, problems=problems, names=_settings(settings).names)


def extract(inputs: Input | Iterable[Input], **settings: Any) -> list[Extraction]:
    """The grounded facts of each article that could be read, in order. Inputs, settings and errors as in `summarize`."""
    return _run(aextract(inputs, **settings))


async def aextract(inputs: Input | Iterable[Input], **settings: Any) -> list[Extraction]:
    """`extract` for code that is already async."""
    return await _extract(inputs, [], settings)


def merge(
    extractions: Iterable[Extraction], *, problems: Iterable[Problem] = (), names: Iterable[Path] = ()
) -> ShownDigest:
    """One digest of many extractions, in whatever order they come. `names` are further registry files."""
    digest = merge_extractions(extractions, Registry.load(*names), problems)
    return ShownDigest.model_construct(**dict(digest))


def render(digest: Digest, format: str = "md") -> str:
    """The digest as text: "md" (an analyst's page) or "json" (the contract). Raises `Misconfigured` for another format."""
    try:
        renderer = RENDERERS[format]
    except KeyError:
        raise Misconfigured(f"there is no format {format!r}; known are {', '.join(RENDERERS)}") from None
    return renderer(digest)


async def _extract(inputs: Input | Iterable[Input], problems: list[Problem], given: dict[str, Any]) -> list[Extraction]:
    settings = _settings(given)
    registry = Registry.load(*settings.names)
    async with open_session(settings, registry) as session:
        return [done async for done in extract_all(_articles(inputs, problems), session, settings.jobs)]


def _articles(inputs: Input | Iterable[Input], problems: list[Problem]) -> Iterator[Article]:
    for given in [inputs] if isinstance(inputs, str | Path | Article) else inputs:
        if isinstance(given, Article):
            yield given
        elif isinstance(given, str):
            yield article_from_text(given)
        else:
            for found in read([given]):
                if isinstance(found, Article):
                    yield found
                else:
                    problems.append(found)


def _settings(given: dict[str, Any]) -> Settings:
    return Settings.load(None, given, os.environ)


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` to its end, in a thread of its own where a loop is running already (a notebook's)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    result: list[T] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            result.append(asyncio.run(work))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]
