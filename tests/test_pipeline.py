"""The order of a run: articles taken as needed, asked about at once, given out in order, none left running."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ModelUnavailable, QuestionRefused
from summarizer.pipeline import FAILURES_IN_A_ROW, extract_all
from summarizer.records import Article, Extraction, Outcome, PromptRef, Run

RUN = Run(model="fake", prompt=PromptRef(name="none", hash="0"), schema="1")
DOWN = ModelUnavailable("the server is down")


class Fake:
    """Extracts each article after as many turns of the loop as its text says; "down" raises."""

    def __init__(self) -> None:
        self.at_work = 0
        self.most_at_work = 0
        self.finished: list[str] = []
        self.cancelled: list[str] = []
        self.error: Exception = DOWN

    async def extract(self, article: Article) -> Extraction:
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            if article.text == "down":
                raise self.error
            for _ in range(int(article.text)):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.cancelled.append(article.path)
            raise
        finally:
            self.at_work -= 1
        self.finished.append(article.path)
        return Extraction(article=article, outcome=Outcome.EMPTY, run=RUN)

    def failed(self, article: Article, detail: str) -> Extraction:
        return Extraction(article=article, outcome=Outcome.FAILED, detail=detail, run=RUN)


class Shelf:
    """Articles with such texts, and how many of them have been taken."""

    def __init__(self, *texts: object) -> None:
        self.articles = [Article(path=str(i), text=str(text)) for i, text in enumerate(texts)]
        self.taken = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self.articles:
            self.taken += 1
            yield article


async def alone(run: Callable[[], Awaitable[None]]) -> None:
    """Runs `run` and makes sure that it leaves no task behind, however it ends."""
    try:
        await run()
    finally:
        assert asyncio.all_tasks() == {asyncio.current_task()}


@given(st.lists(st.integers(min_value=0, max_value=9), max_size=15), st.integers(min_value=1, max_value=5))
def test_order_is_kept_with_few_at_work_and_few_taken_ahead(turns: list[int], jobs: int) -> None:
    shelf, fake = Shelf(*turns), Fake()

    async def run() -> None:
        given_out = 0
        async for done in extract_all(shelf, fake, jobs):
            assert done == Extraction(article=shelf.articles[given_out], outcome=Outcome.EMPTY, run=RUN)
            given_out += 1
            assert shelf.taken <= given_out + jobs - 1
        assert given_out == len(turns)

    asyncio.run(alone(run))
    assert fake.most_at_work <= jobs


def test_a_slow_article_does_not_keep_the_others_from_being_worked_on() -> None:
    shelf, fake = Shelf(50, 1, 1), Fake()

    async def run() -> list[str]:
        return [done.article.path async for done in extract_all(shelf, fake, jobs=3)]

    assert asyncio.run(run()) == ["0", "1", "2"]
    assert fake.finished == ["1", "2", "0"]
    assert fake.most_at_work == 3


def test_articles_are_taken_while_results_are_given_out() -> None:
    shelf, fake = Shelf(*[0] * 100), Fake()

    async def run() -> None:
        results = extract_all(shelf, fake, jobs=2)
        await anext(results)
        assert shelf.taken == 2
        await results.aclose()  # type: ignore[attr-defined]

    asyncio.run(run())
    assert shelf.taken == 2


@given(st.lists(st.booleans(), max_size=12), st.integers(min_value=1, max_value=4))
def test_a_failed_article_comes_out_failed_until_too_many_fail_in_a_row(ups: list[bool], jobs: int) -> None:
    shelf, fake = Shelf(*(0 if up else "down" for up in ups)), Fake()
    expected: list[Outcome] = []
    ends_early = False
    for i, up in enumerate(ups):
        if not any(ups[max(0, i - FAILURES_IN_A_ROW + 1) : i + 1]) and i + 1 >= FAILURES_IN_A_ROW:
            ends_early = True
            break
        expected.append(Outcome.EMPTY if up else Outcome.FAILED)
    seen: list[Extraction] = []

    async def run() -> None:
        async for done in extract_all(shelf, fake, jobs):
            seen.append(done)

    with pytest.raises(ModelUnavailable, match="the server is down") if ends_early else nullcontext():
        asyncio.run(alone(run))
    assert [done.outcome for done in seen] == expected
    assert [done.article for done in seen] == shelf.articles[: len(expected)]
    assert {done.detail for done in seen if done.outcome is Outcome.FAILED} <= {"the server is down"}


def test_any_other_error_ends_the_run_at_once() -> None:
    shelf, fake = Shelf(0, "down", 30, 0), Fake()
    fake.error = ZeroDivisionError("a bug")
    seen: list[str] = []

    async def run() -> None:
        async for done in extract_all(shelf, fake, jobs=3):
            seen.append(done.article.path)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(alone(run))
    assert seen == ["0"]
    assert "2" in fake.cancelled


def test_an_error_of_the_folder_ends_the_run_and_leaves_no_task() -> None:
    fake = Fake()

    def broken() -> Iterator[Article]:
        yield Article(path="0", text="5")
        raise OSError("the disk is gone")

    async def run() -> None:
        async for _ in extract_all(broken(), fake, jobs=4):
            pass

    with pytest.raises(OSError, match="the disk is gone"):
        asyncio.run(alone(run))
    assert fake.at_work == 0


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_cancellation_leaves_no_task(turns: int) -> None:
    shelf, fake = Shelf(*[10_000] * 6), Fake()

    async def consume() -> None:
        async for _ in extract_all(shelf, fake, jobs=4):
            pass

    async def run() -> None:
        consuming = asyncio.create_task(consume())
        for _ in range(turns):
            await asyncio.sleep(0)
        consuming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await consuming

    asyncio.run(alone(run))
    assert fake.at_work == 0
    assert fake.finished == []


def test_leaving_early_leaves_no_task() -> None:
    shelf, fake = Shelf(0, 10_000, 10_000), Fake()

    async def run() -> None:
        results = extract_all(shelf, fake, jobs=3)
        async for _ in results:
            break
        await results.aclose()  # type: ignore[attr-defined]

    asyncio.run(alone(run))
    assert sorted(fake.cancelled) == ["1", "2"]


def test_no_articles_make_no_work() -> None:
    async def run() -> list[Extraction]:
        return [done async for done in extract_all([], Fake(), jobs=3)]

    assert asyncio.run(run()) == []


def test_questions_that_the_server_will_not_take_fail_alone_however_many() -> None:
    fake = Fake()
    fake.error = QuestionRefused("too long")

    async def run() -> list[Extraction]:
        shelf = Shelf(*["down"] * (FAILURES_IN_A_ROW + 2), 1)
        return [done async for done in extract_all(shelf, fake, 2)]

    done = asyncio.run(run())
    assert [each.outcome for each in done] == [Outcome.FAILED] * (FAILURES_IN_A_ROW + 2) + [Outcome.EMPTY]
