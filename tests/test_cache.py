"""Answers are paid for once: which questions are the same, and what survives a kill or a damaged file."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.errors import CacheError, ModelUnavailable
from summarizer.extract.cache import FORMAT, AnswerCache, Remembering, answer_key
from summarizer.extract.question import Answer, Question, Sampling
from summarizer.records import Outcome


class Word(BaseModel):
    word: str


class Number(BaseModel):
    number: int


QUESTION = Question(system="s", article="a", ask="q?", schema=Word, max_tokens=50)


def answer(content: str = '{"word": "yes"}', outcome: Outcome = Outcome.OK) -> Answer:
    return Answer(content=content, outcome=outcome, calls=1, prompt_tokens=10, completion_tokens=5)


class Asked:
    """An `Ask` that counts; it answers each question with the question's own words, after a turn of the loop."""

    def __init__(self, error: Exception | None = None) -> None:
        self.questions: list[Question] = []
        self.error = error

    async def __call__(self, question: Question) -> Answer:
        self.questions.append(question)
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return answer(question.ask)


def remembering(ask: Callable[[Question], Awaitable[Answer]], cache: AnswerCache) -> Remembering:
    return Remembering(ask, cache, "m", Sampling())


def test_a_second_ask_makes_no_call_in_this_run_or_the_next(tmp_path: Path) -> None:
    ask = Asked()

    async def twice() -> None:
        with AnswerCache(tmp_path / "a.sqlite") as cache:
            asking = remembering(ask, cache)
            assert await asking(QUESTION) == await asking(QUESTION) == answer("q?")
            assert (asking.asked, asking.from_cache) == (1, 1)
        with AnswerCache(tmp_path / "a.sqlite") as cache:
            assert await remembering(ask, cache)(QUESTION) == answer("q?")

    asyncio.run(twice())
    assert ask.questions == [QUESTION]


def test_identical_questions_in_flight_make_one_call(tmp_path: Path) -> None:
    ask = Asked()
    other = QUESTION._replace(ask="another?")

    async def at_once() -> list[Answer]:
        with AnswerCache(tmp_path / "a.sqlite") as cache:
            asking = remembering(ask, cache)
            return await asyncio.gather(*(asking(q) for q in [QUESTION, other] * 5))

    assert asyncio.run(at_once()) == [answer("q?"), answer("another?")] * 5
    assert ask.questions == [QUESTION, other]


def test_a_failed_ask_is_not_kept_and_those_who_waited_ask_again(tmp_path: Path) -> None:
    failing = Asked(ModelUnavailable("no"))

    async def run() -> None:
        with AnswerCache(tmp_path / "a.sqlite") as cache:
            asking = remembering(failing, cache)
            ended = await asyncio.gather(asking(QUESTION), asking(QUESTION), return_exceptions=True)
            assert [type(end) for end in ended] == [ModelUnavailable, ModelUnavailable]
            assert len(cache) == 0
            failing.error = None
            assert await asking(QUESTION) == answer("q?")
            assert len(cache) == 1

    asyncio.run(run())


@pytest.mark.parametrize("outcome", [Outcome.TRUNCATED, Outcome.REFUSED, Outcome.INVALID, Outcome.EMPTY])
def test_an_answer_that_is_no_use_is_kept_too(tmp_path: Path, outcome: Outcome) -> None:
    """The same question would end the same way, and cost the same again."""
    with AnswerCache(tmp_path / "a.sqlite") as cache:
        cache.put("k", answer("", outcome))
        assert cache.get("k") == answer("", outcome)


# --- the key -------------------------------------------------------------------------------------------------------

TEXT = st.text(max_size=12)
QUESTIONS = st.builds(
    Question,
    system=TEXT,
    article=TEXT,
    ask=TEXT,
    schema=st.sampled_from([Word, Number]),
    max_tokens=st.integers(min_value=1, max_value=4),
)
SAMPLINGS = st.builds(
    Sampling,
    temperature=st.sampled_from([0.0, 0.5, 1.0]),
    seed=st.none() | st.integers(min_value=0, max_value=2),
)
ASKED = st.tuples(QUESTIONS, st.sampled_from(["m", "n"]), SAMPLINGS)


def decisive(question: Question, model: str, sampling: Sampling) -> object:
    return (question.messages(), question.schema, question.max_tokens, model, sampling)


@given(ASKED, ASKED)
def test_two_keys_are_one_exactly_if_all_that_decides_the_answer_is(
    one: tuple[Question, str, Sampling], other: tuple[Question, str, Sampling]
) -> None:
    assert (answer_key(*one) == answer_key(*other)) == (decisive(*one) == decisive(*other))


@given(ASKED, st.data())
def test_changing_one_thing_changes_the_key(asked: tuple[Question, str, Sampling], data: st.DataObject) -> None:
    question, model, sampling = asked
    changed = data.draw(
        st.sampled_from(
            [
                (question._replace(system=question.system + "x"), model, sampling),
                (question._replace(article=question.article + "x"), model, sampling),
                (question._replace(ask=question.ask + "x"), model, sampling),
                (question._replace(schema=Number if question.schema is Word else Word), model, sampling),
                (question._replace(max_tokens=question.max_tokens + 1), model, sampling),
                (question, model + "x", sampling),
                (question, model, Sampling(temperature=sampling.temperature + 0.1, seed=sampling.seed)),
                (question, model, Sampling(temperature=sampling.temperature, seed=(sampling.seed or 0) + 1)),
            ]
        )
    )
    assert answer_key(*changed) != answer_key(*asked)


def test_the_key_is_the_same_in_every_process() -> None:
    code = (
        "from summarizer.extract.cache import answer_key; from summarizer.extract.question import *\n"
        "class Word(BaseModel):\n    word: str\n"
        "print(answer_key(Question('s', 'a', 'q?', Word, 50), 'm', Sampling()))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == answer_key(QUESTION, "m", Sampling())


# --- the file ------------------------------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from summarizer.extract.cache import AnswerCache
from summarizer.extract.question import Answer
cache = AnswerCache(Path(sys.argv[1]))
for i in range(10**9):
    cache.put(f"k{i}", Answer(content="x" * 2000, outcome="ok", calls=1, prompt_tokens=i, completion_tokens=1))
    print(i, flush=True)
"""


def test_kill_9_in_the_middle_loses_no_committed_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = [int(writer.stdout.readline()) for _ in range(50)]
    writer.send_signal(signal.SIGKILL)
    told += [int(line) for line in writer.stdout.read().splitlines() if line.isdigit()][:-1]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    with AnswerCache(path) as cache:
        kept = [cache.get(f"k{i}") for i in told]
    assert [a.prompt_tokens for a in kept if a is not None] == told


def test_runs_may_open_a_new_file_at_once_and_share_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.sqlite"

    def run(name: str) -> None:
        with AnswerCache(path) as cache:
            for i in range(20):
                cache.put(f"{name}{i}", answer())

    with ThreadPoolExecutor() as runs:
        list(runs.map(run, "abc"))
    with AnswerCache(path) as cache:
        assert len(cache) == 60


def test_a_run_that_opens_a_new_file_second_empties_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both find the file new; the first prepares and fills it while the second waits for its turn to prepare it."""
    path = tmp_path / "a.sqlite"
    ready = AnswerCache._ready
    looks = 0

    def first_look_then_the_other_run(self: AnswerCache) -> bool:
        nonlocal looks
        looks += 1
        found = ready(self)
        if looks == 1:
            with AnswerCache(path) as other:
                other.put("k", answer())
        return found

    monkeypatch.setattr(AnswerCache, "_ready", first_look_then_the_other_run)
    with AnswerCache(path) as cache:
        assert cache.get("k") == answer()


def test_another_format_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with AnswerCache(path) as cache:
        cache.put("k", answer())
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version={FORMAT + 1}")
    db.close()
    with AnswerCache(path) as cache:
        assert len(cache) == 0
        cache.put("k", answer())
    with AnswerCache(path) as cache:
        assert cache.get("k") == answer()


@pytest.mark.parametrize("written", ["'nonsense'", "'{}'", "x'fffe'", "CAST(x'ff' AS TEXT)", "5", "''"])
def test_a_damaged_row_counts_as_none_and_is_asked_again(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.sqlite"
    key = answer_key(QUESTION, "m", Sampling())
    with AnswerCache(path) as cache:
        cache.put(key, answer())
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE answer SET answer = {written}")
    db.close()
    ask = Asked()
    with AnswerCache(path) as cache:
        assert cache.get(key) is None
        assert asyncio.run(remembering(ask, cache)(QUESTION)) == answer("q?")
        assert cache.get(key) == answer("q?")
    assert len(ask.questions) == 1


@given(st.text())
def test_any_text_comes_back_as_it_was(content: str) -> None:
    with AnswerCache(Path(":memory:")) as cache:
        cache.put("k", answer(content))
        assert cache.get("k") == answer(content)


def told_by(path: Path) -> str:
    with pytest.raises(CacheError) as caught:
        AnswerCache(path)
    return str(caught.value)


def test_a_file_that_is_no_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of the meeting, which somebody wants to keep.\n" * 100)
    before = path.read_bytes()
    assert told_by(path) == (
        f"the cache {path} cannot be opened (file is not a database); delete it, or name another file with --cache"
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, FORMAT, FORMAT + 1])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "mail.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE answer (text)")
        db.execute("CREATE TABLE letter (text)")
        db.execute("INSERT INTO answer VALUES ('Dear Sir')")
        db.execute(f"PRAGMA user_version={version}")
    db.close()
    before = path.read_bytes()
    assert "another program" in told_by(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_cache_and_neither_is_a_path_through_a_file(tmp_path: Path) -> None:
    assert str(tmp_path) in told_by(tmp_path)
    (tmp_path / "file").write_text("")
    assert "--cache" in told_by(tmp_path / "file" / "a.sqlite")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert str(tmp_path) in told_by(tmp_path / "a.sqlite")


def test_a_file_that_is_damaged_later_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with AnswerCache(path) as cache:
        cache._db.execute("DROP TABLE answer")
        with pytest.raises(CacheError, match="cannot be read"):
            cache.get("k")
        with pytest.raises(CacheError, match="cannot be written"):
            cache.put("k", answer())
