"""A provider of identities as companies have one: OpenID Connect over HTTP, with keys of its own. Who signs in is who a test says."""

import asyncio
import os
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "zegel-korenaar", "a secret of the provider's"


@dataclass
class Identities:
    """The provider. `claims` is what it says of whoever signs in next; `at` its clock in seconds."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    at: int = 0
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": os.urandom(4).hex(), "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    broken: bool = False

    def signs_in(self, address: str) -> str:
        """Somebody at the address that Zegel sent them to, signs in there; gives where they are sent back to."""
        asked = {name: found[0] for name, found in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = os.urandom(12).hex()
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    def new_key(self) -> None:
        """It signs with another key from now on."""
        self.key = RSAKey.generate_key(2048, {"kid": os.urandom(4).hex(), "use": "sig"})

    async def about(self, _request: Request) -> Response:
        if self.broken:
            return Response("out of order", 503)
        ends = {name: f"{self.issuer}/{path}" for name, path in (("authorization_endpoint", "in"), ("token_endpoint", "token"))}
        return JSONResponse({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **ends})

    async def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def token(self, request: Request) -> Response:
        form = {name: found[0] for name, found in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        proved = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or proved != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        assert request.headers["authorization"].startswith("Basic ")
        said = {
            "iss": self.issuer, "aud": CLIENT, "iat": self.at, "exp": self.at + 300, "nonce": asked["nonce"], "sub": "u-17",
        } | self.claims  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, self.key)
        return JSONResponse({"access_token": "not used", "token_type": "Bearer", "id_token": signed})


@asynccontextmanager
async def identities() -> AsyncIterator[Identities]:
    """The provider, served on a port of its own."""
    found = Identities(at=int(time.time()))
    app = Starlette(routes=[
        Route("/.well-known/openid-configuration", found.about), Route("/keys", found.keys), Route("/token", found.token, methods=["POST"]),
    ])  # fmt: skip
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
        await asyncio.sleep(0.01)
    found.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.should_exit = True
        await serving
