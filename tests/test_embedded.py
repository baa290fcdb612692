"""What must hold of the embedded server: who may ask it, that nothing of it outlives the run, and how it fails.

The real child process runs, with a stand-in for the native library that can be told to misbehave.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from summarizer.errors import NoModel, WeightsError
from summarizer.extract.embedded import CHILD, EmbeddedServer, serve
from summarizer.extract.weights import Weights

# Takes what the child sets, serves it back at /v1/order to whoever has the key, and fails as its model file says.
STAND_IN = """
import http.server, json, os, sys, threading, time
from types import SimpleNamespace

class CommonParams(SimpleNamespace):
    def __init__(self):
        super().__init__(model=SimpleNamespace(path=""), cpuparams=SimpleNamespace(n_threads=-1),
                         cpuparams_batch=SimpleNamespace(n_threads=-1))

class Server:
    def __init__(self, params):
        how = open(params.model.path).read()
        print("noise on stdout", flush=True)
        print("0.00.1 E llama_model_load: error loading model: not a model at all", file=sys.stderr, flush=True)
        os.write(1, b"noise of native code\\n")
        if how == "refuse":
            raise RuntimeError("Failed to init server, please check the input params.")
        if how == "crash":
            os.abort()
        order = {"context": params.n_ctx, "parallel": params.n_parallel, "threads": params.cpuparams.n_threads,
                 "hosts": params.hostnames, "pid": os.getpid(), "arguments": sys.argv,
                 "environment": sorted(os.environ.values()), "alias": sorted(params.model_alias)}
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                allowed = self.headers.get("Authorization") in ["Bearer " + key for key in params.api_keys]
                self.send_response(200 if allowed else 401)
                self.end_headers()
                self.wfile.write(json.dumps(order if allowed else {}).encode())
            def log_message(self, *_):
                pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", params.port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{server.server_port}"
    def __del__(self):
        while hasattr(self, "listening_address"):  # as the real one may: taken down during a request it never returns
            time.sleep(1)
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """The child of the package, except that `import xllamacpp` finds the stand-in."""
    (tmp_path / "xllamacpp.py").write_text(STAND_IN)
    run = (
        f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_path({str(CHILD)!r}, run_name='__main__')"
    )
    return [sys.executable, "-c", run]


def weights(folder: Path, behaviour: str = "serve") -> Weights:
    path = folder / "model.gguf"
    path.write_text(behaviour)
    return Weights(path, None, "given", "model-0123abcd")


def get(server: EmbeddedServer, key: str | None) -> dict[str, object]:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    with urllib.request.urlopen(urllib.request.Request(f"{server.base_url}/order", headers=headers), timeout=5) as got:
        return dict(json.load(got))


def listens(server: EmbeddedServer) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", urlsplit(server.base_url).port or 0)) == 0


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_on_loopback_what_was_ordered(tmp_path: Path, command: list[str]) -> None:
    with serve(weights(tmp_path), context=2048, parallel=3, threads=2, command=command) as server:
        order = get(server, server.api_key)
        # n_ctx is divided among the slots by llama.cpp
        assert (order["context"], order["parallel"], order["threads"]) == (6144, 3, 2)
        assert (order["hosts"], order["alias"]) == (["127.0.0.1"], ["model-0123abcd"])
        assert server.model == "model-0123abcd"
        assert urlsplit(server.base_url).hostname == "127.0.0.1"
    with serve(weights(tmp_path), context=512, parallel=1, threads=None, command=command) as server:
        assert get(server, server.api_key)["threads"] == -1


def test_the_key_is_new_for_every_run_needed_and_not_to_be_seen(tmp_path: Path, command: list[str]) -> None:
    keys = set()
    for _ in range(2):
        with serve(weights(tmp_path), context=512, parallel=1, threads=None, command=command) as server:
            keys.add(server.api_key)
            for wrong in (None, "", server.api_key[:-1]):
                with pytest.raises(urllib.error.HTTPError, match="401"):
                    get(server, wrong)
            assert server.api_key not in repr(server)
            assert server.api_key not in str(get(server, server.api_key))
    assert len(keys) == 2


def test_nothing_is_left_when_the_block_is_left(
    tmp_path: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for way in (None, ValueError, KeyboardInterrupt):
        try:
            with serve(weights(tmp_path), context=512, parallel=1, threads=None, command=command) as server:
                pid = int(str(get(server, server.api_key)["pid"]))
                assert listens(server)
                if way is not None:
                    raise way
        except (ValueError, KeyboardInterrupt):
            pass
        assert not listens(server)
        assert not alive(pid)
    assert capfd.readouterr() == ("", "")


def test_a_library_that_is_not_installed_is_said_with_both_ways_out(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "xllamacpp.py").write_text("raise ModuleNotFoundError(\"No module named 'xllamacpp'\")")
    with (
        pytest.raises(NoModel, match=r"No module named 'xllamacpp'.*summarizer\[local\].*--base-url and --model"),
        serve(weights(tmp_path), context=512, parallel=1, threads=None, command=command),
    ):
        pytest.fail("it served")


@pytest.mark.parametrize("behaviour", ["refuse", "crash"])
def test_a_file_that_does_not_load_is_said_in_the_librarys_words(
    tmp_path: Path, command: list[str], behaviour: str, capfd: pytest.CaptureFixture[str]
) -> None:
    given = weights(tmp_path, behaviour)
    with (
        pytest.raises(WeightsError) as caught,
        serve(given, context=512, parallel=1, threads=None, command=command),
    ):
        pytest.fail("it served")
    assert str(caught.value).startswith(f"llama.cpp cannot load {given.path}: not a model at all. Give a whole GGUF")
    assert capfd.readouterr() == ("", "")


def test_a_child_that_dies_at_once_is_said(tmp_path: Path) -> None:
    dead = [sys.executable, "-c", "import os; os._exit(7)"]
    with (
        pytest.raises(WeightsError, match=r"the process that loaded it ended with code 7\."),
        serve(weights(tmp_path), context=512, parallel=1, threads=None, command=dead),
    ):
        pytest.fail("it served")


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_server_ends_with_the_run_however_that_ends(
    tmp_path: Path, command: list[str], sent: signal.Signals
) -> None:
    weights(tmp_path)
    run = f"""
import json, time, urllib.request
from pathlib import Path
from summarizer.extract.embedded import serve
from summarizer.extract.weights import Weights
given = Weights(Path({str(tmp_path / "model.gguf")!r}), None, "given", "m")
with serve(given, context=512, parallel=1, threads=None, command={command!r}) as server:
    asked = urllib.request.Request(server.base_url, headers={{"Authorization": "Bearer " + server.api_key}})
    with urllib.request.urlopen(asked) as answer:
        pid = json.load(answer)["pid"]
    # nothing may be torn down after this line: an interrupt inside a destructor would be swallowed
    print(pid, flush=True)
    time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", run], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(sent)
    parent.wait(10)
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(pid)
