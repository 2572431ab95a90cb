"""The server of a review: one page, and the requests of its buttons. It answers only this machine.

A request must name this host (otherwise another host name could be pointed here), must come from this
page (`Origin`, `Sec-Fetch-Site`), and must contain the token of the printed address. Requests that change
something send the token in a custom header, which forms of other sites cannot set.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from secrets import compare_digest
from socket import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.reports import Style
from lint.reports.html import record_row, rule_row, write
from lint.review.journal import Refused
from lint.review.session import Outcome, Session

HOST = "127.0.0.1"
TOKEN_HEADER = "x-recordlint-token"
MAX_BODY = 1_000_000
"""The most bytes of a request; the longest texts of records have about ten thousand."""

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",  # the page itself sets the rest
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

Decide = Callable[[Session, Mapping[str, Any]], Outcome]

DECISIONS: dict[str, Decide] = {
    "accept": lambda session, given: session.accept(_text(given, "mark")),
    "accept-all": lambda session, given: session.accept_all(_texts(given, "marks")),
    "edit": lambda session, given: session.edit(_text(given, "mark"), _text(given, "text")),
    "leave": lambda session, given: session.leave(
        _text(given, "mark"), _text(given, "reason"), in_baseline=given.get("in_baseline") is True
    ),
    "undo": lambda session, given: session.undo(),
}
"""The decisions, by the path of their requests."""


def app(session: Session, token: str, port: int) -> ASGIApp:
    """Return the application that serves *session* at *port* to requests with the *token*."""

    async def page(request: Request) -> Response:
        if not compare_digest(request.query_params.get("token", "").encode(), token.encode()):
            return PlainTextResponse("Open the address that `recordlint review` printed.", 403)
        stream = io.StringIO()
        try:
            write(
                session.check(),
                session.settings,
                stream,
                Style(),
                review={"token": token, "decisions": session.decisions},
            )
        except UsageError as error:  # the settings have been changed meanwhile
            return PlainTextResponse("\n".join(map(printable, error.messages)), 500)
        return Response(stream.getvalue().encode(), media_type="text/html; charset=utf-8")

    async def text(request: Request) -> Response:
        return await answer(request, lambda given: {"text": session.text(_text(given, "mark"))})

    async def decision(request: Request) -> Response:
        decide = DECISIONS.get(request.path_params["name"])
        if decide is None:
            return PlainTextResponse("There is no such decision.", 404)

        def decided(given: Mapping[str, Any]) -> dict[str, Any]:
            outcome = decide(session, given)
            session.check_again(outcome.records)
            return {"message": printable(outcome.message), **_rows(session, outcome.records)}

        return await answer(request, decided)

    async def answer(request: Request, do: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Response:
        # Decisions run one after the other in the main thread, the only one in which rules are timed.
        if not compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), token.encode()):
            return PlainTextResponse("The token is missing or wrong.", 403)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                return PlainTextResponse("The request is too long.", 413)
        try:
            given = json.loads(body)
            return JSONResponse(do(given if isinstance(given, dict) else {}))
        except (Refused, UsageError) as error:
            records = error.records if isinstance(error, Refused) else ()
            return JSONResponse({"refused": printable(str(error)), **_rows(session, records)}, 409)
        except (ValueError, RecursionError):
            return PlainTextResponse("This is not a request of the page.", 400)

    routes = [
        Route("/", page),
        Route("/text", text, methods=["POST"]),
        Route("/{name}", decision, methods=["POST"]),
    ]
    return _Guard(Starlette(routes=routes), port)


class _Guard:
    """Refuses requests that do not come from the served page, and adds security headers to responses."""

    def __init__(self, inner: ASGIApp, port: int) -> None:
        self._inner = inner
        self._hosts = {f"{host}:{port}" for host in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request = Request(scope)
        if not self._is_own(request):
            await PlainTextResponse("This server answers only its own page.", 403)(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        await self._inner(scope, receive, send_with_headers)

    def _is_own(self, request: Request) -> bool:
        host, headers = request.headers.get("host", ""), request.headers
        origin = headers.get("origin")
        return (
            host in self._hosts
            and (origin == f"http://{host}" or (origin is None and request.method == "GET"))
            and headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        )


def serve(application: ASGIApp, listening: socket) -> None:
    """Serve *application* at the socket *listening*, until Ctrl-C."""
    config = uvicorn.Config(application, log_level="warning", lifespan="off", ws="none")
    uvicorn.Server(config).run(sockets=[listening])


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise ValueError(name)
    value.encode()  # raises ValueError for surrogates
    return value


def _texts(given: Mapping[str, Any], name: str) -> list[str]:
    values = given.get(name)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(name)
    return values


def _rows(session: Session, records: Iterable[str]) -> dict[str, Any]:
    """Return what the page needs to update *records*."""
    rows: list[Any] = []
    gone: list[str] = []
    rules: dict[str, list[str]] = {}
    for record in sorted(records):
        found = session.findings(record)
        if found:
            findings, marks = zip(*found, strict=True)
            rows.append(record_row(findings, marks))
            rules |= {finding.code: rule_row(finding) for finding in findings}
        else:
            gone.append(printable(record))
    return {"records": rows, "gone": gone, "rules": rules, "decisions": session.decisions}
