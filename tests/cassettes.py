"""How recorded answers are kept and found again: JSON bodies as readable trees, matched by what was asked alone.

Host, port and headers take no part in matching, so that a recording made on one machine replays on any. What could name
a person, a key or a machine is left out when recording, on both sides.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr
import yaml
from vcr.cassette import Cassette
from vcr.record_mode import RecordMode

FOLDER = Path(__file__).parents[1] / "cassettes"
KEPT_REQUEST_HEADERS = frozenset({"content-type"})
KEPT_RESPONSE_HEADERS = frozenset({"content-type"})


class ReadableYaml:
    """A cassette as YAML whose JSON bodies are trees, so that a reviewer reads what was asked and answered."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for interaction in cassette["interactions"]:
            interaction["request"]["body"] = json.loads(interaction["request"]["body"])
            interaction["response"]["body"] = json.loads(interaction["response"]["body"]["string"])
        return yaml.safe_dump(cassette, allow_unicode=True, sort_keys=True, width=110)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            interaction["request"]["body"] = json.dumps(interaction["request"]["body"])
            interaction["response"]["body"] = {"string": json.dumps(interaction["response"]["body"])}
        return cassette


def _same_question(one: Any, other: Any) -> None:
    """The matcher: the same JSON was asked."""
    if json.loads(one.body) != json.loads(other.body):
        raise AssertionError("the question is not the recorded one; record the cassettes again: see README")


def _scrub_request(request: Any) -> Any:
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in KEPT_REQUEST_HEADERS}
    # where the recording server listened is nobody's business, and changes with every run
    request.uri = "http://embedded" + request.path
    return request


def _scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() in KEPT_RESPONSE_HEADERS}
    return response


@contextmanager
def cassette(name: str, mode: RecordMode = RecordMode.NONE) -> Iterator[Cassette]:
    """The cassette `name` (without ending), replayed; with `RecordMode.ALL`, recorded anew."""
    recorder = vcr.VCR(
        record_mode=mode,
        match_on=("method", "path", "question"),
        before_record_request=_scrub_request,
        before_record_response=_scrub_response,
        decode_compressed_response=True,
    )
    recorder.register_serializer("readable", ReadableYaml)
    recorder.register_matcher("question", _same_question)
    with recorder.use_cassette(str(FOLDER / f"{name}.yaml"), serializer="readable") as played:
        yield played
