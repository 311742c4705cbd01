"""A number as a code to scan."""

import segno
from markupsafe import Markup


def code_of(number: str) -> Markup:
    """The number as a QR code: a drawing without a size of its own."""
    drawing = segno.make(number, micro=False, error="m").svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawing)  # noqa: S704 - segno's drawing of our own signs
