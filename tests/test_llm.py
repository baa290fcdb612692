"""The client against a server that really misbehaves: how often it asks, how long it waits, what it makes of it."""

import asyncio
import socket
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from fault_server import FaultServer, Reply, completion, fault_server, no_choices
from pydantic import BaseModel, ConfigDict

from summarizer.errors import Misconfigured, ModelUnavailable, QuestionRefused
from summarizer.extract.llm import SCHEMA_ATTEMPTS, TRANSPORT_ATTEMPTS, Client
from summarizer.extract.question import Answer, Question, Sampling
from summarizer.records import Outcome

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")
    word: str


QUESTION = Question(system="s", article="{{ 7*7 }} {% raw %}", ask="q?", schema=Form, max_tokens=50)
GOOD = completion('{"word": "yes"}')


class Asked:
    """What asking `QUESTION` of a script led to."""

    def __init__(self, script: Sequence[Reply], *, timeout_s: float = 5.0) -> None:
        self.waits: list[float] = []
        self.answer: Answer | None = None
        self.error: Exception | None = None
        with fault_server(script) as server:
            asyncio.run(self._ask(server, timeout_s))
        self.requests = server.requests

    async def _ask(self, server: FaultServer, timeout_s: float) -> None:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        client = Client(
            model="m",
            base_url=server.base_url,
            api_key="canary-key",
            sampling=Sampling(),
            timeout_s=timeout_s,
            now=lambda: NOW,
            sleep=sleep,
            jitter=lambda: 1.0,
        )
        try:
            self.answer = await client.ask(QUESTION)
        except Exception as error:
            self.error = error
        finally:
            await client.close()


def test_a_good_answer_is_one_call_with_the_article_before_the_question() -> None:
    asked = Asked([GOOD])
    assert asked.answer == Answer(
        content='{"word": "yes"}', outcome=Outcome.OK, calls=1, prompt_tokens=10, completion_tokens=10
    )
    (request,) = asked.requests
    assert request["messages"] == [
        {"role": "system", "content": "s"},
        {"role": "user", "content": "{{ 7*7 }} {% raw %}\n\nq?"},
    ]
    assert request["response_format"]["type"] == "json_schema"
    assert (request["temperature"], request["seed"], request["max_tokens"]) == (0.0, 0, 50)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"Retry-After": "Sun, 22 Nov 2026 12:00:09 GMT"}, 9.0),
        ({"Retry-After": "86400"}, 30.0),
        ({"Retry-After": "soon"}, 1.0),
        ({}, 1.0),
    ],
)
def test_a_429_is_waited_out_as_long_as_the_server_says(headers: dict[str, str], wait: float) -> None:
    asked = Asked([Reply(status=429, body="{}", headers=headers), GOOD])
    assert asked.answer is not None
    assert asked.waits == [wait]
    assert len(asked.requests) == 2


@pytest.mark.parametrize("status", [408, 409, 500, 502, 503, 529])
def test_passing_faults_are_retried_with_growing_waits_and_then_told(status: int) -> None:
    asked = Asked([Reply(status=status, body="{}")])
    assert isinstance(asked.error, ModelUnavailable)
    assert len(asked.requests) == TRANSPORT_ATTEMPTS
    assert asked.waits == [1.0, 2.0, 4.0, 8.0]
    assert "canary-key" not in str(asked.error)


@pytest.mark.parametrize(("status", "hint"), [(401, "OPENAI_API_KEY"), (403, "OPENAI_API_KEY"), (404, "--base-url")])
def test_what_waiting_cannot_cure_is_told_at_once(status: int, hint: str) -> None:
    asked = Asked([Reply(status=status, body="{}")])
    assert isinstance(asked.error, Misconfigured)
    assert hint in str(asked.error)
    assert len(asked.requests) == 1


def test_a_bad_request_fails_the_one_question() -> None:
    asked = Asked([Reply(status=400, body='{"error": {"message": "context too long"}}')])
    assert isinstance(asked.error, QuestionRefused)
    assert len(asked.requests) == 1


def test_a_connection_cut_inside_the_body_is_retried() -> None:
    asked = Asked([Reply(body='{"id": "x", "cho', cut=True), GOOD])
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.OK


def test_a_stall_ends_in_a_time_out_and_another_try() -> None:
    asked = Asked([Reply(stall_s=1.0, body="{}"), GOOD], timeout_s=0.2)
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.OK


def test_no_server_at_all_is_told_with_what_to_check() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = FaultServer(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        asked = Asked.__new__(Asked)
        asked.waits, asked.answer, asked.error = [], None, None
        asyncio.run(asked._ask(server, 1.0))
    assert isinstance(asked.error, ModelUnavailable)
    assert "cannot be reached" in str(asked.error)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (completion('{"word": "ye', finish="length"), Outcome.TRUNCATED),
        (completion(None, refusal="I cannot help with that."), Outcome.REFUSED),
        (completion("", finish="content_filter"), Outcome.REFUSED),
        (completion(""), Outcome.EMPTY),
        (no_choices(), Outcome.EMPTY),
    ],
)
def test_an_answer_that_ended_early_is_an_outcome_after_one_call(reply: Reply, outcome: Outcome) -> None:
    asked = Asked([reply])
    assert asked.error is None
    assert asked.answer is not None
    assert asked.answer.outcome is outcome
    assert asked.answer.calls == len(asked.requests) == 1


def test_an_answer_off_the_schema_is_asked_for_once_more() -> None:
    asked = Asked([completion('{"wrong": 1}'), GOOD])
    assert asked.answer is not None
    assert (asked.answer.outcome, asked.answer.calls) == (Outcome.OK, 2)
    assert asked.answer.prompt_tokens == 20


def test_an_answer_that_stays_off_the_schema_is_invalid() -> None:
    asked = Asked([completion('{"wrong": 1}')])
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.INVALID
    assert asked.answer.calls == len(asked.requests) == SCHEMA_ATTEMPTS
    assert asked.answer.content == '{"wrong": 1}'


def test_half_a_character_in_an_answer_can_be_kept_all_the_same() -> None:
    asked = Asked([completion('{"word": "\ud83d'), GOOD])
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.INVALID
    assert asked.answer.content == '{"word": "?'
    assert Answer.model_validate_json(asked.answer.model_dump_json()) == asked.answer


@pytest.mark.parametrize(
    "reply",
    [Reply(body="<html>Bad gateway</html>", content_type="text/html"), Reply(body='{"error": {"message": "busy"}}')],
)
def test_an_error_page_with_status_200_is_a_fault_that_may_pass(reply: Reply) -> None:
    asked = Asked([reply, GOOD])
    assert asked.answer is not None
    assert asked.answer.outcome is Outcome.OK
    for_ever = Asked([reply])
    assert isinstance(for_ever.error, ModelUnavailable)
    assert len(for_ever.requests) == TRANSPORT_ATTEMPTS
