"""The whole order, and nothing else: articles are read elsewhere, extracted here with bounded concurrency, then merged.

Touches no clock, network or disk itself: the model is an argument, so are the articles.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from summarizer.errors import ModelUnavailable, QuestionRefused
from summarizer.records import Article, Extraction

# A server that failed this many articles in a row is down; going on would only wait. What was answered is kept.
FAILURES_IN_A_ROW = 3


class Extracts(Protocol):
    """What the pipeline needs of an extractor."""

    async def extract(self, article: Article) -> Extraction: ...
    def failed(self, article: Article, detail: str) -> Extraction: ...


async def extract_all(articles: Iterable[Article], extractor: Extracts, jobs: int) -> AsyncIterator[Extraction]:
    """The extraction of each article, in the order of the articles, with at most `jobs` in work at once.

    Articles are taken as they are needed, never gathered. An article whose model could not be asked comes out with the
    outcome `failed` and the rest goes on; after `FAILURES_IN_A_ROW` of them the `ModelUnavailable` is raised. A
    question that the server will not take says nothing about the next one and does not count.
    """
    waiting = iter(articles)
    working: deque[tuple[Article, asyncio.Task[Extraction]]] = deque()
    failures = 0
    try:
        while True:
            while len(working) < jobs and (article := next(waiting, None)) is not None:
                working.append((article, asyncio.create_task(extractor.extract(article))))
            if not working:
                return
            article, task = working.popleft()
            try:
                done = await task
                failures = 0
            except QuestionRefused as error:
                done = extractor.failed(article, str(error))
            except ModelUnavailable as error:
                failures += 1
                if failures >= FAILURES_IN_A_ROW:
                    raise
                done = extractor.failed(article, str(error))
            yield done
    finally:
        for _, task in working:
            task.cancel()
        await asyncio.gather(*(task for _, task in working), return_exceptions=True)
