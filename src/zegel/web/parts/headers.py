"""The headers of every answer of a page, and the policy that refuses whatever is not ours."""

from typing import Final

POLICY: Final = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self' blob:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "report-uri /csp-reports",
))  # fmt: skip
"""No inline script or style, no eval, nothing from elsewhere, no frame around us. What a browser refuses by it, it tells us."""

POLICY_AT_TILL: Final = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""The till reads codes with WebAssembly of our own where a browser cannot read them itself. That compiles modules, never text."""

_REST: Final = (
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"referrer-policy", b"same-origin"),  # with none at all, browsers say of our own forms that they come from nowhere
    (b"strict-transport-security", b"max-age=31536000"),
    (b"x-content-type-options", b"nosniff"),
)
ALWAYS: Final = ((b"content-security-policy", POLICY.encode()), *_REST)
"""On every answer of a page, files and refusals too."""
AT_TILL: Final = ((b"content-security-policy", POLICY_AT_TILL.encode()), *_REST)
"""The same at the till."""
NOT_KEPT: Final = ((b"cache-control", b"no-store"),)
"""On pages: they are about somebody."""
KEPT: Final = ((b"cache-control", b"public, max-age=31536000, immutable"),)
"""On files whose address holds their hash."""


def cookie(name: str, text: str, *, seconds: int | None = None, readable: bool = False) -> str:
    """A Set-Cookie header. Names that begin with `__Host-` are ours alone: Secure, and for no other host. `seconds` 0 takes it away."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={text}; Path=/; Secure; SameSite=Lax{'' if readable else '; HttpOnly'}{age}"
