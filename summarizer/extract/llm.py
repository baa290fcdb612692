"""The only room that knows openai, instructor and tenacity: one question over the wire, one answer back.

Retries have one owner each. The SDK retries nothing. Transport faults (no connection, time-out, 408, 409, 429, 5xx) are
waited out by `transport_retry`, which honours Retry-After. An answer that does not fit the schema is asked for once
more by instructor. A cut or refused answer is an outcome, not a fault: the same question would end the same way.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from instructor.core.hooks import HookName, Hooks
from openai.types.chat import ChatCompletion
from pydantic import ValidationError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from summarizer.errors import Misconfigured, ModelUnavailable, QuestionRefused, SummarizerError
from summarizer.extract.question import Answer, Question, Sampling
from summarizer.records import Outcome

# Five tries spread over about half a minute outlast a restart or a rate limit's window; longer is for the person.
TRANSPORT_ATTEMPTS = 5
# An answer off the schema is asked for once more: measured servers either mend it then or never.
SCHEMA_ATTEMPTS = 2
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
RETRIED_STATUS = frozenset({408, 409, 429})

Sleep = Callable[[float], Awaitable[None]]

# instructor logs each failed attempt as an error; the failure itself is raised and told by us.
logging.getLogger("instructor").addHandler(logging.NullHandler())


class _NotACompletion(Exception):
    """The server answered 200 with something else: an error page, or JSON without choices."""


class Clock(Protocol):
    """Now, as an aware datetime; only a Retry-After given as a date needs it."""

    def __call__(self) -> datetime: ...


class Client:
    """An OpenAI-compatible server with one model, asked for JSON of a schema.

    `base_url` None means OpenAI's own; `timeout_s` bounds one attempt in seconds; `sleep` and `now` are for tests.
    """

    def __init__(
        self,
        *,
        model: str,
        base_url: str | None,
        api_key: str,
        sampling: Sampling,
        timeout_s: float,
        now: Clock,
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        http_client: Any = None,
    ) -> None:
        self._model = model
        self._sampling = sampling
        self._sleep = sleep
        self._now = now
        self._jitter = jitter
        self._openai = openai.AsyncOpenAI(
            base_url=base_url, api_key=api_key, max_retries=0, timeout=timeout_s, http_client=http_client
        )
        # JSON_SCHEMA: llama.cpp, vLLM and Ollama decode under the schema, but ignore or weaken a forced tool call.
        self._instructor = instructor.from_openai(self._openai, mode=instructor.Mode.JSON_SCHEMA)

    async def ask(self, question: Question) -> Answer:
        """One answer to one question.

        Raises `Misconfigured` when the server refuses the key or does not know the model, `QuestionRefused` when it
        will not take this question, `ModelUnavailable` when it cannot be brought to answer.
        """
        try:
            async for attempt in self._transport_retry():
                with attempt:
                    return await self._attempt(question)
        except (openai.APIError, _NotACompletion) as error:
            raise _told(error, self._openai.base_url.host, self._model) from error
        raise AssertionError("tenacity either returns or raises")

    async def close(self) -> None:
        """Closes the connections to the server."""
        await self._openai.close()

    async def _attempt(self, question: Question) -> Answer:
        """One question, with at most one re-ask for form. Raises the SDK's own transport errors."""
        seen: list[ChatCompletion] = []
        hooks = Hooks()
        hooks.on(HookName.COMPLETION_RESPONSE, seen.append)

        def off_schema(error: BaseException) -> bool:
            return isinstance(error, ValidationError) and bool(seen) and _ended_early(seen[-1]) is None

        parameters: dict[str, Any] = {"temperature": self._sampling.temperature, "max_tokens": question.max_tokens}
        if self._sampling.seed is not None:
            parameters["seed"] = self._sampling.seed
        try:
            await self._instructor.chat.completions.create(
                model=self._model,
                messages=question.messages(),  # type: ignore[arg-type]
                response_model=question.schema,
                max_retries=AsyncRetrying(
                    stop=stop_after_attempt(SCHEMA_ATTEMPTS), retry=retry_if_exception(off_schema), reraise=True
                ),
                hooks=hooks,
                **parameters,
            )
        except (InstructorRetryException, IncompleteOutputException, ValidationError, AttributeError) as error:
            for cause in _causes(error):
                if isinstance(cause, openai.APIError):
                    raise cause from cause.__cause__
            if not seen:
                raise
            return _answer(seen, _ended_early(seen[-1]) or Outcome.INVALID, str(error.__cause__ or error))
        return _answer(seen, Outcome.OK, None)

    def _transport_retry(self) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(TRANSPORT_ATTEMPTS),
            retry=retry_if_exception(_passing),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )

    def _wait(self, state: RetryCallState) -> float:
        """Seconds until the next try: the server's word where it gave one, else doubling with full jitter."""
        error = state.outcome.exception() if state.outcome else None
        told = _retry_after(error, self._now) if isinstance(error, openai.APIStatusError) else None
        if told is not None:
            return min(told, LONGEST_WAIT_S)
        ceiling = min(FIRST_WAIT_S * 2.0 ** (state.attempt_number - 1), LONGEST_WAIT_S)
        return ceiling * (0.5 + self._jitter() / 2)


def _passing(error: BaseException) -> bool:
    """True for faults that waiting can cure."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in RETRIED_STATUS or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError | _NotACompletion)


def _retry_after(error: openai.APIStatusError, now: Clock) -> float | None:
    """Seconds the server asked for: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3)."""
    headers = error.response.headers
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        told = headers.get("retry-after")
        if told is None:
            return None
        if told.strip().replace(".", "", 1).isdigit():
            return float(told)
        return max(0.0, (parsedate_to_datetime(told) - now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _ended_early(completion: ChatCompletion) -> Outcome | None:
    """The outcome of an answer that the model did not finish, or would not give. Raises `_NotACompletion`."""
    if not isinstance(completion, ChatCompletion) or completion.choices is None:
        raise _NotACompletion
    if not completion.choices:
        return Outcome.EMPTY
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        return Outcome.TRUNCATED
    if choice.message.refusal or choice.finish_reason == "content_filter":
        return Outcome.REFUSED
    return None if (choice.message.content or "").strip() else Outcome.EMPTY


def _answer(seen: list[ChatCompletion], outcome: Outcome, detail: str | None) -> Answer:
    last = seen[-1]
    message = last.choices[0].message if last.choices else None
    # instructor replaces `usage` by the running total over its re-asks, so the last one holds the sum
    usage = last.usage
    told = message.refusal if message and message.refusal else detail
    return Answer(
        content=_storable((message.content or "") if message else ""),
        outcome=outcome,
        calls=len(seen),
        prompt_tokens=usage.prompt_tokens if usage else 0,
        completion_tokens=usage.completion_tokens if usage else 0,
        detail=None if told is None else _storable(told),
    )


def _storable(text: str) -> str:
    """`text` without half characters (lone surrogates), which a cut answer can end in and no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised from, outermost first: instructor wraps the SDK's errors in its own."""
    while error is not None:
        yield error
        error = error.__cause__


def _told(error: openai.APIError | _NotACompletion, host: str, model: str) -> SummarizerError:
    """The error for a person: what failed, where and what to do."""
    where = f"the model {model!r} at {host or 'its server'}"
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            told = f"{where}: the key is refused (HTTP {error.status_code}); set OPENAI_API_KEY to one it accepts"
            return Misconfigured(told)
        case openai.NotFoundError():
            told = f"{where} was not found (HTTP 404); check --model and --base-url (most servers end it in /v1)"
            return Misconfigured(told)
        case openai.APIStatusError() if error.status_code in (400, 413, 422):
            told = f"{where} will not take a question (HTTP {error.status_code}), most likely for its length"
            return QuestionRefused(f"{told}; give it a larger context, or ask in pieces with --plan by_kind")
        case openai.APITimeoutError():
            return ModelUnavailable(
                f"{where} did not answer in time; raise timeout_s, lower --jobs, or check the server"
            )
        case openai.APIStatusError():
            return ModelUnavailable(f"{where} answers HTTP {error.status_code}; check the server, or try again later")
        case _NotACompletion():
            return ModelUnavailable(f"{where} answers with something else than a completion; check --base-url")
    return ModelUnavailable(f"{where} cannot be reached; check --base-url and that the server is running")
