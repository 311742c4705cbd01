"""The pages in the application that houses them."""

from starlette.applications import Starlette
from starlette.routing import Route as StarletteRoute

from zegel.web.parts.door import Address, Door, Endpoint, Route, no_such_page
from zegel.web.parts.visitors import OPEN
from zegel.web.table import HOMES, ROUTES


def add_pages(app: Starlette, door: Door) -> None:
    """Every page of the table into `app`; what lies below a face and is no page is said by a page."""
    paths: dict[str, dict[str, Endpoint]] = {}
    faces: dict[str, str] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = Endpoint(door, route)
        faces.setdefault(route.path, route.face)
    for path, endpoints in paths.items():
        app.router.routes.append(StarletteRoute(path, Address(door, faces[path], endpoints)))
    for face, home in HOMES.items():
        if face:
            missing = Endpoint(door, Route("GET", f"{home}/{{rest:path}}", face, OPEN, no_such_page))
            app.router.routes.append(StarletteRoute(f"{home}/{{rest:path}}", missing))
