"""Forms with a file in them (RFC 7578), read strictly: what browsers send, and nothing else. File names are not even looked at."""

import re
from typing import Final

from zegel.core.refusals import Malformed, ZegelError

MULTIPART: Final = "multipart/form-data"
MOST_PARTS: Final = 40
MOST_HEAD: Final = 2_000
MOST_TEXT: Final = 64 * 1024
_BOUNDARY: Final = re.compile(r'boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?\s*(?:;|$)')
_NAME: Final = re.compile(rb'^content-disposition:\s*form-data;.*?\bname="([^"\r\n]{1,100})"', re.IGNORECASE | re.MULTILINE)
_FILE: Final = re.compile(rb"^content-disposition:[^\r\n]*\bfilename\*?=", re.IGNORECASE | re.MULTILINE)


def parts_of(content_type: str, body: bytes) -> tuple[dict[str, tuple[str, ...]], dict[str, bytes]]:
    """The fields and the files of a form, by name; of two files of one name the first. Refuses `malformed`."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise _broken()
    line = b"\r\n--" + found.group(1).encode()
    pieces = (b"\r\n" + body).split(line, MOST_PARTS + 2)
    if len(pieces) < 2 or pieces[0] or not pieces[-1].startswith(b"--"):
        raise _broken()
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, between, content = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head.strip())
        if not between or not piece.startswith(b"\r\n") or len(head) > MOST_HEAD or name is None:
            raise _broken()
        key = _text(name.group(1))
        if _FILE.search(head):
            files.setdefault(key, content)
        elif len(content) > MOST_TEXT:
            raise _broken()
        else:
            fields[key] = (*fields.get(key, ()), _text(content))
    return fields, files


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _broken() from None


def _broken() -> ZegelError:
    return Malformed("The form cannot be read.", field="form")
