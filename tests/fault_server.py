"""A loopback server that speaks the OpenAI-compatible protocol and misbehaves as scripted, one answer after another."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One scripted answer. `stall_s` waits before answering; `cut` closes the connection inside the body."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    stall_s: float = 0.0
    cut: bool = False


def completion(content: str | None, *, finish: str = "stop", refusal: str | None = None, tokens: int = 10) -> Reply:
    """An answer in the protocol's form."""
    return Reply(
        body=json.dumps(
            {
                "id": "x",
                "object": "chat.completion",
                "created": 0,
                "model": "faulty",
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": finish,
                        "message": {"role": "assistant", "content": content, "refusal": refusal},
                    }
                ],
                "usage": {"prompt_tokens": tokens, "completion_tokens": tokens, "total_tokens": 2 * tokens},
            }
        )
    )


def no_choices() -> Reply:
    """A well-formed answer that holds nothing."""
    body = json.loads(completion("").body)
    return Reply(body=json.dumps(body | {"choices": []}))


def valid(request: dict[str, Any]) -> Reply:
    """An answer that fits the schema of any request: the first of each choice, "words" where text is wanted."""
    schema = request["response_format"]["json_schema"]["schema"]
    return completion(json.dumps(_instance(schema, schema.get("$defs", {}))))


def _instance(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _instance(named[schema["$ref"].rpartition("/")[2]], named)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _instance(schema[several][0], named)
    match schema["type"]:
        case "object":
            return {name: _instance(part, named) for name, part in schema.get("properties", {}).items()}
        case "array":
            return [_instance(schema["items"], named)] * schema.get("minItems", 0)
        case "string":
            return "words"[: schema.get("maxLength")]
        case "boolean":
            return False
        case "null":
            return None
    return schema.get("minimum", 0)


@dataclass
class FaultServer:
    """Where it listens, and the requests it has seen."""

    base_url: str
    requests: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def fault_server(script: Sequence[Reply | Callable[[dict[str, Any]], Reply]]) -> Iterator[FaultServer]:
    """Serves `script` in order on a free port; the last reply is repeated for ever. A function makes its reply."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                reply = script[min(len(server.requests), len(script) - 1)]
                server.requests.append(asked)
            reply = reply if isinstance(reply, Reply) else reply(asked)
            time.sleep(reply.stall_s)
            raw = reply.body.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(raw) + (100 if reply.cut else 0)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(raw)
            except OSError:
                return
            if reply.cut:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = FaultServer(f"http://127.0.0.1:{listening.server_port}/v1")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
