"""What is not ours stands in its own folder, unchanged, with its licence."""

from hashlib import sha256

from zegel.web.parts.statics import ROOT

PINNED = {
    "fonts/bricolage.woff2": "a97804dc9fbe5fc972a08018c5eda4dab7ef2346f64c57e61419d05e6de4ea1c",
    "fonts/figtree.woff2": "4ba7d3d096695818fe0686be4f1e82c6b05134e18a22260336130335027462dd",
    "vendor/barcode-detector-3.2.2.js": "e3aa2057178b8ea71dd97003270331bbcb46499197b68bc0c7dd18e40c0863ea",
    "vendor/htmx-4.0.1.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    "vendor/pico.min.css": "fbc9a63fc9fc9f72d12fd7fc9806e11fa9f77ae4f9cad146b27003a1119ba3db",
    "vendor/zxing-reader-3.1.3.wasm": "2ebda08a93eea3efcd8399cda6b276e6a0b1de4fec60b4d8988a047de4c6d1ba",
}


def test_vendored_files_are_the_ones_that_were_pinned():
    vendored = {f"vendor/{path.name}" for path in (ROOT / "vendor").iterdir() if path.suffix in (".js", ".css", ".wasm")}
    fonts = {f"fonts/{path.name}" for path in (ROOT / "fonts").iterdir() if path.suffix == ".woff2"}

    assert {name: sha256((ROOT / name).read_bytes()).hexdigest() for name in sorted(vendored | fonts)} == PINNED


def test_nothing_of_a_page_is_asked_from_elsewhere():
    allowed = ("http://www.w3.org/", "https://getbootstrap", "https://picocss.com")
    found = [
        f"{path.relative_to(ROOT)}: {part[:60]}"
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in (".css", ".js", ".svg") and "vendor" not in path.parts
        for part in path.read_text(encoding="utf-8").split("http")[1:]
        if part.startswith(("://", "s://")) and not f"http{part}".startswith(allowed)
    ]

    assert found == []
