"""The Python interface as a caller meets it, with a real server on loopback that answers any question validly."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer, Reply, fault_server, valid

import summarizer
from summarizer import Article, Digest, Extraction, aextract, asummarize, extract, merge, render, summarize
from summarizer.digest import from_json
from summarizer.errors import Misconfigured, ModelUnavailable
from summarizer.records import Outcome
from summarizer.values.names import Registry

# Building the registry takes half a second.
LOAD_ONCE = cache(Registry.load)
NEWS = """Canberra picks Mogami frigates

Australia signed a A$10 billion contract for three Mogami-class frigates with Japan on 5 August 2025.
Defence Minister Richard Marles praised the deal."""
OTHER = """Oslo ratifies defence pact

Norway's parliament ratified the defence cooperation agreement with Finland on 3 June 2025."""


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server([valid]) as serving:
        yield serving


@pytest.fixture
def settings(server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What reaches the server and nothing of the machine's own settings or cache."""
    for name in [name for name in os.environ if name.startswith(("SUMMARIZER_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(Registry, "load", LOAD_ONCE)
    here = tmp_path / "elsewhere"
    here.mkdir()
    monkeypatch.chdir(here)
    return {"base_url": server.base_url, "model": "m", "cache": tmp_path / "answers.sqlite"}


def test_a_text_becomes_a_digest_that_a_notebook_shows(settings: dict[str, Any]) -> None:
    digest = summarize(NEWS, **settings)
    assert isinstance(digest, Digest)
    assert [source.title for source in digest.sources] == ["Canberra picks Mogami frigates"]
    assert {record.kind for story in digest.stories for record in story.records} >= {"date", "trade_figure", "stance"}
    assert digest.problems == ()
    assert digest._repr_markdown_() == render(digest) == render(digest, "md")
    assert "Canberra picks Mogami frigates" in render(digest)
    assert from_json(render(digest, "json"), "here").model_dump() == digest.model_dump()


def test_facts_of_each_article_in_order_and_merged_they_are_the_digest(settings: dict[str, Any]) -> None:
    done = extract([NEWS, OTHER], **settings)
    assert [type(one) for one in done] == [Extraction, Extraction]
    assert [one.article.title for one in done] == ["Canberra picks Mogami frigates", "Oslo ratifies defence pact"]
    assert [one.outcome for one in done] == [Outcome.OK, Outcome.OK]
    assert all(one.facts for one in done)
    assert merge(done) == merge(done[::-1]) == summarize([OTHER, NEWS], **settings)


def test_a_second_run_makes_no_call(server: FaultServer, settings: dict[str, Any]) -> None:
    first = summarize([NEWS, OTHER], **settings)
    calls = len(server.requests)
    assert calls == 2
    assert summarize([NEWS, OTHER], **settings) == first
    assert len(server.requests) == calls


def test_a_text_a_file_a_folder_and_a_record_are_one_article(settings: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    (by_text,) = extract(NEWS, **settings)
    forms: list[Any] = [folder, folder / "a.txt", by_text.article, [by_text.article], (NEWS,), iter([folder])]
    for form in forms:
        (done,) = extract(form, **settings)
        assert (done.article.id, done.facts) == (by_text.article.id, by_text.facts)
    mixed = extract([NEWS, folder, Article(path="x", text=OTHER)], **settings)
    assert [one.article.path for one in mixed] == ["-", (folder / "a.txt").as_posix(), "x"]


@pytest.mark.parametrize("text", ["secret.txt", "./secret.txt", "/etc/passwd", "~", "news/"])
def test_a_text_that_looks_like_a_path_is_a_text(settings: dict[str, Any], text: str) -> None:
    Path("secret.txt").write_text("The secret is out.", encoding="utf-8")
    for done in extract(text, **settings):
        assert done.article.text == text
    digest = summarize([text, NEWS], **settings)
    assert "secret is" not in render(digest, "json")
    assert len(digest.sources) + len(digest.problems) == 2


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(settings: dict[str, Any], tmp_path: Path) -> None:
    digest = summarize(["", tmp_path / "nosuch", " \n ", NEWS], **settings)
    assert len(digest.sources) == 1
    assert sorted((Path(problem.path).name, problem.lost) for problem in digest.problems) == [
        ("-", True),
        ("nosuch", True),
    ]
    (text,) = [problem for problem in digest.problems if problem.path == "-"]
    assert (text.what, text.hint) == ("there is no text in this article", "give the article's own words")
    assert extract("", **settings) == []


def test_the_async_forms_say_the_same(settings: dict[str, Any]) -> None:
    async def run() -> tuple[Digest, list[Extraction]]:
        return await asummarize([NEWS, OTHER], **settings), await aextract([NEWS, OTHER], **settings)

    assert asyncio.run(run()) == (summarize([NEWS, OTHER], **settings), extract([NEWS, OTHER], **settings))


def test_the_sync_forms_work_where_a_loop_is_running(settings: dict[str, Any]) -> None:
    async def cell() -> Digest:
        return summarize(NEWS, **settings)

    async def failing_cell() -> Digest:
        return summarize(NEWS, base_url=settings["base_url"], cache=settings["cache"])

    assert asyncio.run(cell()) == summarize(NEWS, **settings)
    with pytest.raises(Misconfigured, match="no model is named"):
        asyncio.run(failing_cell())


def test_a_notebook_can_stop_a_run(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server([Reply(stall_s=30.0)]) as stalling:

        def stop_once_asked() -> None:
            while not stalling.requests:
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)

        async def cell() -> Digest:
            # a notebook's kernel leaves the signal to Python, where asyncio.run takes it for itself
            signal.signal(signal.SIGINT, signal.default_int_handler)
            threading.Thread(target=stop_once_asked, daemon=True).start()
            return summarize(NEWS, **settings | {"base_url": stalling.base_url})

        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(cell())
        assert time.monotonic() - began < 15


def test_a_server_that_is_down_is_told_as_such(settings: dict[str, Any]) -> None:
    with fault_server([Reply(status=402, body="{}")]) as down:
        done = extract([NEWS, OTHER], **settings | {"base_url": down.base_url})
        assert [one.outcome for one in done] == [Outcome.FAILED, Outcome.FAILED]
        with pytest.raises(ModelUnavailable, match="HTTP 402"):
            extract([NEWS, OTHER, NEWS + " More."], **settings | {"base_url": down.base_url})


def test_wrong_settings_and_formats_are_told(settings: dict[str, Any]) -> None:
    with pytest.raises(Misconfigured, match="did you mean model"):
        summarize(NEWS, **settings, modle="m")
    with pytest.raises(Misconfigured, match="known are md"):
        render(merge([]), "docx")


def test_no_articles_make_an_empty_digest_without_a_call(server: FaultServer, settings: dict[str, Any]) -> None:
    assert summarize([], **settings) == merge([])
    assert render(merge([]))
    assert server.requests == []


def test_names_given_are_names_known(settings: dict[str, Any], tmp_path: Path) -> None:
    assert summarize(NEWS, **settings, names=[]) == summarize(NEWS, **settings)
    with pytest.raises(Misconfigured):
        summarize(NEWS, **settings, names=[tmp_path / "nosuch.toml"])


def test_the_package_shows_what_it_documents() -> None:
    assert all(getattr(summarizer, name).__doc__ for name in summarizer.__all__)
