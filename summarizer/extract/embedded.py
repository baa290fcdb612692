"""The embedded model: llama.cpp's server on loopback, for the length of a run.

It runs in a process of its own, because a native library can take its process with it (an instruction the processor
lacks, memory that runs out), and because the server inside xllamacpp cannot be taken down while a request runs:
in-process, leaving in the middle of an answer hung for good, deaf to Ctrl-C. A child is simply ended, at any moment.
"""

import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from summarizer.errors import NoModel, WeightsError
from summarizer.extract.weights import Weights

CHILD = Path(__file__).with_name("embedded_child.py")
# -P: the folder of the script is no place to import from
COMMAND = (sys.executable, "-P", str(CHILD))
# Of what llama.cpp says about a failed load only the end is kept, and of that only the reasons are shown.
LOG_TAIL_BYTES = 20_000
REASONS_SHOWN = 2


@dataclass(frozen=True)
class EmbeddedServer:
    """Where the embedded model answers: an OpenAI-compatible API, on this machine only.

    `model` names the weights, the same on every machine; `api_key` is new for every run, and the server refuses others.
    """

    base_url: str
    model: str
    api_key: str = field(repr=False)


@contextmanager
def serve(
    weights: Weights, *, context: int, parallel: int, threads: int | None, command: Sequence[str] = COMMAND
) -> Iterator[EmbeddedServer]:
    """Serve `weights` on a free port of 127.0.0.1 until the block is left, in whatever way.

    `context` is the most tokens (question and answer) of one request, `parallel` how many requests are worked on at
    once, `threads` how many processor threads (None: llama.cpp's own choice). `command` starts the serving process.
    Raises `NoModel` where xllamacpp is not installed, `WeightsError` where it cannot load the file.
    """
    api_key = secrets.token_urlsafe(32)
    order = {
        "path": str(weights.path),
        "model": weights.name,
        "api_key": api_key,
        "context": context,
        "parallel": parallel,
        "threads": threads,
    }
    with tempfile.TemporaryFile() as log:
        # A session of its own: Ctrl-C in the terminal reaches this process alone, which then ends the child in order.
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        try:
            address = _address(child, order, weights, log)
            yield EmbeddedServer(base_url=f"{address}/v1", model=weights.name, api_key=api_key)
        finally:
            _end(child)


def _address(child: "subprocess.Popen[str]", order: dict[str, object], weights: Weights, log: IO[bytes]) -> str:
    """Give the child its order and wait for its one line: where it serves. Its death ends the waiting as well."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        # The order travels through the pipe: a key among the arguments could be read by every user of the machine.
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()
        line = child.stdout.readline()
    except BrokenPipeError:
        line = ""
    answer = json.loads(line) if line.endswith("\n") else {}
    if "address" in answer:
        return str(answer["address"])
    if "missing" in answer:
        raise NoModel(
            f"the embedded model cannot run here ({answer['missing']}): install it with "
            "`pip install 'summarizer[local]'`, or name a server with --base-url and --model"
        )
    reason = _reason(log) or answer.get("failed") or f"the process that loaded it ended with code {child.wait()}"
    raise WeightsError(
        f"llama.cpp cannot load {weights.path}: {reason}. Give a whole GGUF file of a model that it knows with "
        "--model, or leave --model out to use the model of `pip install 'summarizer[local]'`"
    )


def _reason(log: IO[bytes]) -> str:
    """What the log says about a failed load, in one line: llama.cpp's own errors, the first ones first."""
    end = log.seek(0, 2)
    log.seek(max(0, end - LOG_TAIL_BYTES))
    lines = log.read().decode("utf-8", "replace").splitlines()
    reasons = [line.rpartition("error loading model: ")[2].strip() for line in lines if "error loading model: " in line]
    return "; ".join(dict.fromkeys(reasons[:REASONS_SHOWN]))


def _end(child: "subprocess.Popen[str]") -> None:
    """End the child now: it holds nothing that would have to be saved."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
