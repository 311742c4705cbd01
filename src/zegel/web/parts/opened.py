"""A number in a sentence that opens the rows behind it."""

from markupsafe import Markup


def opened(shown: str, number: int, to: str, of: str = "") -> str:
    """`shown` as a link to the rows that come to `number`: the sum of the column `of` over there, or ("") their count.

    Nothing is no link.
    """
    if not number or not to:
        return shown
    link = Markup('<a class="fig" href="{}" data-figure="{}" data-of="{}">{}</a>')
    return link.format(to, number, of, shown)
