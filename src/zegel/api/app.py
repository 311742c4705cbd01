"""The application: FastAPI as the house of all routes, ours as plain ASGI endpoints in it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.types import Receive, Scope, Send

from zegel import __version__
from zegel.api.door import Door, Endpoint, Path, nowhere
from zegel.api.table import ROUTES

HOT: Final = frozenset({"/v1/purchases", "/v1/quotes", "/v1/members/lookup"})
"""Paths that a till waits for: found by name instead of by pattern, past FastAPI's own layers."""


class Application(FastAPI):
    """FastAPI with a short way to the hot routes."""

    hot: dict[str, Path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On to the route."""
        if scope["type"] == "http":
            path = self.hot.get(scope["path"])
            if path is not None:
                await path(scope, receive, send)
                return
        await super().__call__(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """The document that our routes make, not the one that FastAPI would find."""
        from zegel.api.openapi import document  # noqa: PLC0415 - big, and seldom asked for

        return document()


def create(door: Door, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> Application:
    """The application of `door`."""
    app = Application(
        title="Zegel", version=__version__, lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    paths: dict[str, dict[str, Endpoint]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = Endpoint(door, route)
    app.hot = {}
    for name, endpoints in paths.items():
        path = Path(door, endpoints)
        if name in HOT:
            app.hot[name] = path
        app.router.routes.append(StarletteRoute(name, path))
    app.router.default = nowhere(door)
    app.add_exception_handler(Exception, _quiet(door))
    return app


def _quiet(door: Door) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What FastAPI itself stumbles over is said as little of as our own bugs."""

    async def answer(_request: Request, error: Exception) -> Response:
        door.report(error, "")
        return Response(status_code=500)

    return answer
