"""The Python interface: articles in, typed records out, each function in a sync and an async form.

A `str` is always an article's text and a `Path` always a file or folder: an article's words are never taken for a path.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from summarizer.config import Settings
from summarizer.digest import RENDERERS
from summarizer.errors import InputError, Misconfigured
from summarizer.merge import merge as merge_extractions
from summarizer.pipeline import extract_all
from summarizer.read import article_from_text, read
from summarizer.records import Article, Digest, Extraction, Problem
from summarizer.session import open_session
from summarizer.values.names import Registry

Input = str | Path | Article
# Where an article comes from that was given as a text.
TEXT_PATH = "-"
T = TypeVar("T")


class ShownDigest(Digest):
    """A `Digest` that a notebook shows as its Markdown page."""

    def _repr_markdown_(self) -> str:
        return render(self, "md")


def summarize(inputs: Input | Iterable[Input], **settings: Any) -> ShownDigest:
    """The digest of some articles: texts (`str`), files and folders (`Path`) or `Article` records, one or many.

    `settings` are those of `summarizer.config.Settings` (base_url, model, plan, jobs, cache, names …); what is not
    given comes from the environment and from summarizer.toml, as on the command line. What could not be read is in the
    digest's `problems`. Raises `Misconfigured` where no model is available, `RunFailed` where it cannot be asked.
    """
    return _run(asummarize(inputs, **settings))


async def asummarize(inputs: Input | Iterable[Input], **settings: Any) -> ShownDigest:
    """`summarize` for code that is already async."""
    problems: list[Problem] = []
    loaded = _settings(settings)
    registry = Registry.load(*loaded.names)
    return _shown(merge_extractions(await _extract(inputs, problems, loaded, registry), registry, problems))


def extract(inputs: Input | Iterable[Input], **settings: Any) -> list[Extraction]:
    """The grounded facts of each article that could be read, in order. Inputs, settings, errors: see `summarize`."""
    return _run(aextract(inputs, **settings))


async def aextract(inputs: Input | Iterable[Input], **settings: Any) -> list[Extraction]:
    """`extract` for code that is already async."""
    loaded = _settings(settings)
    return await _extract(inputs, [], loaded, Registry.load(*loaded.names))


def merge(
    extractions: Iterable[Extraction], *, problems: Iterable[Problem] = (), names: Iterable[Path] = ()
) -> ShownDigest:
    """One digest of many extractions, in whatever order they come. `names` are further registry files."""
    return _shown(merge_extractions(extractions, Registry.load(*names), problems))


def render(digest: Digest, format: str = "md") -> str:
    """The digest as text: "md" (an analyst's page) or "json" (the contract). Raises `Misconfigured` for another."""
    try:
        renderer = RENDERERS[format]
    except KeyError:
        raise Misconfigured(f"there is no format {format!r}; known are {', '.join(RENDERERS)}") from None
    return renderer(digest)


def _shown(digest: Digest) -> ShownDigest:
    return ShownDigest.model_construct(**dict(digest))


async def _extract(
    inputs: Input | Iterable[Input], problems: list[Problem], settings: Settings, registry: Registry
) -> list[Extraction]:
    async with open_session(settings, registry) as session:
        return [done async for done in extract_all(_articles(inputs, problems), session, settings.jobs)]


def _articles(inputs: Input | Iterable[Input], problems: list[Problem]) -> Iterator[Article]:
    for given in [inputs] if isinstance(inputs, str | Path | Article) else inputs:
        if isinstance(given, Article):
            yield given
        elif isinstance(given, str):
            try:
                yield article_from_text(given, path=TEXT_PATH)
            except InputError as error:
                what, _, hint = str(error).partition("; ")
                problems.append(Problem(path=TEXT_PATH, what=what.removeprefix(f"{TEXT_PATH}: "), hint=hint, lost=True))
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
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any] | None]] = Future()

    async def told() -> T:
        started.set_result((asyncio.get_running_loop(), asyncio.current_task()))
        return await work

    with ThreadPoolExecutor(max_workers=1) as thread:
        ending = thread.submit(asyncio.run, told())
        try:
            return ending.result()
        except KeyboardInterrupt:
            # the notebook's stop button reaches this thread only
            loop, task = started.result()
            if task is not None and not ending.done():
                loop.call_soon_threadsafe(task.cancel)
            raise
