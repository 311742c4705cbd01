"""The application: Starlette as the house of all routes, ours as plain ASGI endpoints in it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.types import Receive, Scope, Send

from zegel.api.door import Door, Endpoint, Path, nowhere
from zegel.api.table import ROUTES

HOT: Final = frozenset({"/v1/purchases", "/v1/quotes", "/v1/members/lookup"})
"""Paths that a till waits for: found by name instead of by pattern, past Starlette's own layers."""


class Application(Starlette):
    """Starlette with a short way to the hot routes."""

    hot: dict[str, Path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On to the route."""
        if scope["type"] == "http":
            path = self.hot.get(scope["path"])
            if path is not None:
                await path(scope, receive, send)
                return
        await super().__call__(scope, receive, send)


def create(door: Door, lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]]) -> Application:
    """The application of `door`."""
    app = Application(lifespan=lifespan, exception_handlers={Exception: _quiet(door)})
    app.hot = {}
    paths: dict[str, dict[str, Endpoint]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = Endpoint(door, route)
    for name, endpoints in paths.items():
        path = Path(door, endpoints)
        if name in HOT:
            app.hot[name] = path
        app.router.routes.append(StarletteRoute(name, path))
    app.router.default = nowhere(door)
    app.router.redirect_slashes = False  # an address is right or it is not: a till that is sent on would send its purchase twice
    return app


def _quiet(door: Door) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What Starlette itself stumbles over is said as little of as our own bugs."""

    async def answer(_request: Request, error: Exception) -> Response:
        door.report(error, "")
        return Response(status_code=500)

    return answer
