"""Photos that people send: looked at before anything is decoded, decoded within limits, and kept only as we drew them again ourselves.

What is kept has fixed sizes, no place, camera or maker in it, and nothing that came along behind the picture; its name is its hash.
"""

from asyncio import Semaphore, to_thread
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from zegel.core.value import value

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
"""Of a picture as it was sent, by its kind. JPEG is decoded smaller than it is, so more of it fits."""
MOST_IN_STEPS: Final = 24_000_000
"""Pixels of a JPEG that is drawn coarsely first and then ever finer: all of it is held at once, in six bytes a pixel."""
MOST_STEPS: Final = 64
"""Steps of such a JPEG; cameras and programs make ten. Each goes over the whole picture, and thousands fit into a small file."""
LONGEST: Final = 16_000
SMALLEST: Final = 48
"""Pixels of a side."""
SIZES: Final = {"small": (176, 176), "large": (960, 640)}
"""What is kept: a square for lists, cut from the middle, and one that fits into a page."""
KIND: Final = "image/webp"
_STEP: Final = b"\xff\xda"
"""What a step of a JPEG begins with; nothing that is drawn holds these two bytes."""
_ONE: Final = Semaphore(1)
"""One picture is drawn at a time: it takes a quarter of a gigabyte at most, and others can wait a second."""


class NoPhoto(Exception):
    """What was sent cannot be kept; `why` is `empty`, `kind`, `bytes`, `pixels` or `broken`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@value
class Photo:
    """A photo as it is kept: its hash, and its bytes by size."""

    hash: str
    sizes: dict[str, bytes]


async def drawn(body: bytes) -> Photo:
    """The photo of `body`, drawn again; raises NoPhoto."""
    if not body:
        raise NoPhoto("empty")
    if len(body) > MOST_BYTES:
        raise NoPhoto("bytes")
    if kind_of(body) == "":
        raise NoPhoto("kind")
    async with _ONE:
        return await to_thread(_drawn, body)


def kind_of(body: bytes) -> str:
    """What the first bytes say that it is, "" for anything that we do not take.

    >>> kind_of(b"GIF89a"), kind_of(b"<svg xmlns="), kind_of(bytes.fromhex("89504e470d0a1a0a"))
    ('', '', 'PNG')
    """
    if body.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "WEBP" if body[:4] == b"RIFF" and body[8:12] == b"WEBP" else ""


def _drawn(body: bytes) -> Photo:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only whoever sends a photo waits for it

    kind = kind_of(body)
    if kind == "JPEG" and body.count(_STEP) > MOST_STEPS:
        raise NoPhoto("broken")
    try:
        with Image.open(BytesIO(body), formats=(kind,)) as sent:
            width, height = sent.size  # nothing is decoded yet
            if width * height > MOST_PIXELS[kind] or max(width, height) > LONGEST:
                raise NoPhoto("pixels")
            if min(width, height) < SMALLEST or ("progressive" in sent.info and width * height > MOST_IN_STEPS):
                raise NoPhoto("pixels")
            sent.draft("RGB", (SIZES["large"][0] * 2, SIZES["large"][1] * 2))
            ImageOps.exif_transpose(sent, in_place=True)
            sent.thumbnail((1920, 1920))
            flat = _on_white(Image, sent)
    except NoPhoto:
        raise
    except Image.DecompressionBombError as bomb:
        raise NoPhoto("pixels") from bomb
    except Exception as broken:  # decoders of strangers' bytes raise what they like
        raise NoPhoto("broken") from broken
    sizes = {
        "small": _written(ImageOps.fit(flat, SIZES["small"])), "large": _written(ImageOps.contain(flat, SIZES["large"])),
    }  # fmt: skip
    return Photo(sha256(sizes["large"]).hexdigest()[:32], sizes)


def _on_white(image: Any, picture: Any) -> Any:
    """Three colours and no see-through: a fresh picture, so that nothing of the old one comes along."""
    ground = image.new("RGB", picture.size, (255, 255, 255))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground.paste(seen, mask=seen.getchannel("A"))
    else:
        ground.paste(picture.convert("RGB"))
    return ground


def _written(picture: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
