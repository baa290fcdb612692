"""The process that holds the embedded model: a script of its own, started by `summarizer.extract.embedded`.

It imports nothing of this package (so it starts in a fraction of a second) and speaks two lines of JSON with its
parent: it reads one order from standard input, and writes either where it serves or why it cannot to standard output.
It then lives for as long as its standard input stays open: however the parent ends, even killed, the pipe closes and
this process ends with it.
"""

import json
import os
import sys
from typing import Any, TextIO

# llama.cpp's threshold for its log: errors only. They are what a failed load is explained with; a run writes none.
LOG_ERRORS = 1


def start(order: dict[str, Any]) -> tuple[Any, str]:
    """Load the model that `order` describes and serve it; returns the server (to be kept) and its address.

    Raises ImportError where xllamacpp is not installed, RuntimeError where the model does not load.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["path"]
    params.model_alias = {order["model"]}
    params.api_keys = [order["api_key"]]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    # llama.cpp divides n_ctx among its slots
    params.n_ctx = order["context"] * order["parallel"]
    params.n_parallel = order["parallel"]
    if order["threads"] is not None:
        params.cpuparams.n_threads = order["threads"]
        params.cpuparams_batch.n_threads = order["threads"]
    params.verbosity = LOG_ERRORS
    # Only the API is wanted: no pages, no view into the slots, no other origin, no look-ups in the network.
    params.ui = False
    params.endpoint_slots = False
    params.cors_origins = ""
    params.offline = True
    server = xllamacpp.Server(params)
    return server, server.listening_address


def main(orders: TextIO, answers: TextIO) -> tuple[int, object]:
    """Carry out the one order in `orders`, answer in `answers`, serve until `orders` ends.

    Returns the exit code, and the server: taking it down while a request runs waits for ever (xllamacpp 2026.10), so
    whoever called must keep it until the process ends.
    """
    server = None
    try:
        server, address = start(json.loads(orders.readline()))
        answer = {"address": address}
    except ImportError as error:
        answer = {"missing": str(error)}
    except (RuntimeError, ValueError) as error:
        answer = {"failed": str(error)}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
    if server is None:
        return 1, None
    orders.read()
    return 0, server


if __name__ == "__main__":
    # Whatever the native code prints goes to the parent's error file; the true standard output carries the answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    code, kept = main(sys.stdin, answers)
    # Not sys.exit, which would take the server down; there is nothing to save.
    os._exit(code)
