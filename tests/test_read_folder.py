"""Folders, files and standard input: whatever lies there, a clear line each, and the rest is read."""

import io
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.read import article_from_text, read
from summarizer.read.folder import MAX_BYTES, READERS
from summarizer.read.formats.text import MAX_CHARACTERS
from summarizer.records import Article, Problem

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = "Russia and India signed a pact on Tuesday. It covers five squadrons of the S-400.\n"


def outcome(paths: list[Path | str], stdin: bytes | None = None) -> list[tuple[str, str]]:
    """(path, "article" or what was wrong) for everything read."""
    found = read(paths, io.BytesIO(stdin) if stdin is not None else None)
    return [(item.path, "article" if isinstance(item, Article) else item.what) for item in found]


def test_seeds_in_order_with_metadata() -> None:
    articles = [item for item in read([SEEDS]) if isinstance(item, Article)]
    assert [(Path(a.path).name[:3], a.outlet, a.published, a.title) for a in articles] == [
        ("000", None, None, None),
        ("001", "MENAFN", None, "Russia’s parliament ratifies deal on army partnership with India"),
        ("002", None, None, "Russia Ratifies Key Defence Pact With India Ahead Of Putin's Visit"),
        (
            "003",
            None,
            None,
            "Defense Ministers of India and Russia praised the strong relations between Putin’s visit and the big"
            " military agreement.",
        ),
        ("004", "TDI", None, "Putin Visits India First Time Since Ukraine War, Defense and Trade Talks on Agenda"),
    ]


def test_awkward_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "in"
    (home / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text(STORY)
    (home / "a.txt").write_text(STORY)
    (home / "b.pdf").write_bytes(b"%PDF-1.7 ...")
    (home / "c.txt").write_bytes(b"%PDF-1.7 renamed")
    (home / "d.txt").write_bytes(bytes(range(32)) * 100)
    (home / "e.txt").write_text("")
    (home / "f.txt").write_text(" \n\n")
    (home / "g.docx").write_bytes(b"PK\x03\x04")
    (home / "h.txt").symlink_to(home / "nowhere.txt")
    (home / "i.txt").symlink_to(tmp_path / "outside.txt")
    (home / "j.txt").symlink_to(home / "a.txt")
    (home / "k").symlink_to(home / "sub")
    (home / "l").symlink_to(home)
    os.mkfifo(home / "m.txt")
    (home / "n").write_text(STORY)
    (home / ".hidden.txt").write_text(STORY)
    (home / "sub" / "z.md").write_text("# Pact signed in Delhi today\n\n" + STORY)
    monkeypatch.chdir(tmp_path)
    assert outcome(["in"]) == [
        ("in/a.txt", "article"),
        ("in/b.pdf", "PDF files are not read"),
        ("in/c.txt", "the file is a PDF, not text"),
        ("in/d.txt", "the file holds binary data, not text"),
        ("in/e.txt", "the file is empty"),
        ("in/f.txt", "the file is empty"),
        ("in/g.docx", "files ending in .docx are not read"),
        ("in/h.txt", "it is a link that leads nowhere"),
        ("in/i.txt", "it is a link out of the folder and was not followed"),
        ("in/k", "it is a link to a folder and was not followed"),
        ("in/l", "it is a link to a folder and was not followed"),
        ("in/m.txt", "it is no regular file (a pipe, socket or device)"),
        ("in/n", "files without an ending are not read"),
        ("in/sub/z.md", "article"),
    ]
    assert outcome(["in/"]) == outcome(["in"])
    assert [path for path, what in outcome(["in/a.txt", "in", "in/sub"]) if what == "article"] == [
        "in/a.txt",
        "in/sub/z.md",
    ]


def test_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert outcome([tmp_path]) == [
        (f"{tmp_path}/a.txt", "article"),
        (f"{tmp_path}/locked", "the folder cannot be listed: Permission denied"),
    ]


def test_empty_and_missing(tmp_path: Path) -> None:
    assert outcome([tmp_path]) == [(str(tmp_path), "the folder holds no files")]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text(STORY)
    (tmp_path / "none").mkdir()
    [article, problem] = read([tmp_path / "full", tmp_path / "none"])
    assert isinstance(article, Article)
    assert isinstance(problem, Problem)
    assert not problem.lost
    missing = tmp_path / "gone.txt"
    assert outcome([missing]) == [(str(missing), "there is no such file or folder")]
    missing.symlink_to(tmp_path / "never")
    assert outcome([missing]) == [(str(missing), "it is a link to a file that is not there")]
    assert outcome(["bad\0name"])[0][1].startswith("it cannot be looked at")


def test_too_large_is_said_without_reading(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert outcome([big]) == [(str(big), "it is larger than 64 MB")]


def test_an_article_of_a_book_s_length_is_said_at_once(tmp_path: Path) -> None:
    """In seconds, where marking furniture and cutting sentences would take minutes; never the start of it as if all."""
    (tmp_path / "a.txt").write_text(STORY * (5_000_000 // len(STORY)))
    (tmp_path / "b.html").write_text(f"<html><body><p>{STORY * (2_500_000 // len(STORY))}</p></body></html>")
    (tmp_path / "c.json").write_text(json.dumps({"title": "A pact", "text": "Signed. " * 60_000}))
    started = time.process_time()
    found = list(read([tmp_path]))
    assert time.process_time() - started < 20
    assert [(item.path.rpartition("/")[2], item.lost) for item in found if isinstance(item, Problem)] == [
        ("a.txt", True),
        ("b.html", True),
        ("c.json", True),
    ]
    assert found[2] == Problem(
        path=f"{tmp_path}/c.json",
        what="479,999 characters in one article, at most 400,000",
        hint="Split it into articles, or leave it out.",
        lost=True,
    )
    with pytest.raises(InputError, match=r"-: 400,001 characters in one article, at most 400,000; split it"):
        article_from_text("a" * (MAX_CHARACTERS + 1))
    assert article_from_text("Signed. " * (MAX_CHARACTERS // 8)).text


def test_many_articles_in_one_large_file_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"Pact number {n}", "text": STORY * 60}) for n in range(200)]
    assert sum(map(len, lines)) > 2 * MAX_CHARACTERS
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert [what for _, what in outcome([tmp_path])] == ["article"] * len(lines)


def test_standard_input() -> None:
    assert outcome(["-"], STORY.encode()) == [("-", "article")]
    assert outcome(["-"], b"") == [("-", "standard input is empty")]
    assert outcome(["-"]) == [("-", "standard input is empty")]
    assert outcome(["-"], b'[{"text": "A pact is signed."}, {"text": "Two pacts are."}]') == [
        ("-#1", "article"),
        ("-#2", "article"),
    ]
    page = b"<!doctype html><html><body><article><p>Russia approved the pact on Tuesday.</p></article></body></html>"
    [article] = read(["-"], io.BytesIO(page))
    assert isinstance(article, Article)
    assert article.text == "Russia approved the pact on Tuesday."


def test_only_furniture_is_no_article(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("403\nSorry!!\nComments\nNo comment\n")
    [problem] = read([page])
    assert isinstance(problem, Problem)
    assert problem.lost


def test_names_that_cannot_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/a\xff\x1b[31m.txt")
    Path(name).write_text(STORY)
    [article] = read([tmp_path])
    assert isinstance(article, Article)
    assert article.path == f"{tmp_path}/a\ufffd [31m.txt"


@given(data=st.binary(max_size=300), ending=st.sampled_from(sorted(READERS)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise_and_all_can_be_stored(tmp_path: Path, data: bytes, ending: str) -> None:
    file = tmp_path / f"any{ending}"
    file.write_bytes(data)
    found = list(read([file]))
    assert found
    for item in found:
        item.model_dump_json().encode("utf-8")
        if isinstance(item, Article):
            assert "\r" not in item.text
            assert "\0" not in item.text
            assert item.title is None or item.title in item.text
            assert item == article_or_same(item)


def article_or_same(article: Article) -> Article:
    """The article read again from its own stored text and metadata: stored text is a fixed point."""
    return article_from_text(
        article.text,
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
    )
