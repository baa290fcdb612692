"""Answers already paid for, in SQLite: the same question to the same model is never asked twice.

An answer is kept by what decides it (article, prompt, schema, model, sampling parameters) and by nothing else: no key,
no server's address, no date. Each is committed as it arrives, so a killed run goes on where it stopped.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

from pydantic import ValidationError

from summarizer.errors import CacheError
from summarizer.extract.question import Answer, Ask, Question, Sampling
from summarizer.records import content_hash

# Bumped when the meaning of a stored answer changes; older files are then emptied, since they can be asked again.
FORMAT = 1
# How long a second run waits for the first one's commit; a commit takes milliseconds.
BUSY_TIMEOUT_S = 30.0


class AnswerCache:
    """A file of answers. Raises `CacheError` where the file cannot be opened, read or written, or is not a cache."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
            # bytes, so that a damaged row is seen as such when it is parsed, not as a failure of the whole file
            self._db.text_factory = bytes
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise CacheError(self._told("cannot be opened", error)) from error

    def _prepare(self) -> None:
        """Brings the file to this format, unless it is already, or another program's database."""
        if self._ready():
            return
        self._db.execute("PRAGMA journal_mode=WAL")
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            # another run may have brought it there, and begun to fill it, while this one waited for its turn
            if not self._ready():
                self._db.execute("DROP TABLE IF EXISTS answer")
                self._db.execute("CREATE TABLE answer (key TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID")
                self._db.execute(f"PRAGMA user_version={FORMAT}")

    def _ready(self) -> bool:
        tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables - {b"answer"}:
            raise sqlite3.DatabaseError("it is a database of another program")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return bool(tables) and version == FORMAT

    def get(self, key: str) -> Answer | None:
        """The answer kept under `key`, or None; a row that is not an answer any more counts as none."""
        try:
            row = self._db.execute("SELECT answer FROM answer WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise CacheError(self._told("cannot be read", error)) from error
        if row is None:
            return None
        try:
            return Answer.model_validate_json(row[0])
        except ValidationError:
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keeps `answer` under `key`, on disk when this returns."""
        try:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, answer.model_dump_json()))
        except sqlite3.Error as error:
            raise CacheError(self._told("cannot be written", error)) from error

    def __len__(self) -> int:
        with closing(self._db.execute("SELECT count(*) FROM answer")) as rows:
            count: int = rows.fetchone()[0]
        return count

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _told(self, what: str, error: Exception) -> str:
        return f"the cache {self._path} {what} ({error}); delete it, or name another file with --cache"


def answer_key(question: Question, model: str, sampling: Sampling) -> str:
    """The hash of all that decides an answer."""
    return content_hash(
        {
            "messages": question.messages(),
            "schema": question.schema.model_json_schema(),
            "max_tokens": question.max_tokens,
            "model": model,
            "sampling": sampling.model_dump(mode="json"),
        }
    )


class Remembering:
    """An `Ask` in front of another: answers from the cache, asks the rest once and keeps it. Counts both."""

    def __init__(self, ask: Ask, cache: AnswerCache, model: str, sampling: Sampling) -> None:
        self._ask = ask
        self._cache = cache
        self._model = model
        self._sampling = sampling
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.from_cache = 0
        self.asked = 0

    async def __call__(self, question: Question) -> Answer:
        key = answer_key(question, self._model, self._sampling)
        # two copies of one article in flight: the second waits for the first one's answer
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            kept = self._cache.get(key)
            if kept is not None:
                self.from_cache += 1
                return kept
            self.asked += 1
            answer = await self._ask(question)
            self._cache.put(key, answer)
            return answer
