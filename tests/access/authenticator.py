"""An authenticator of our own: makes passkeys and signs with them, byte by byte as WebAuthn Level 3 has it."""

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """One passkey; `verified` says whether it asked for a finger."""

    def __init__(self, origin: str, host: str, *, verified: bool = True) -> None:
        self.key, self.id, self.origin, self.host, self.verified = (
            ec.generate_private_key(ec.SECP256R1()),
            os.urandom(20),
            origin,
            host,
            verified,
        )
        self.count = 0

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, attested: bytes = b"") -> bytes:
        flags = 0x01 | (0x04 if self.verified else 0) | (0x40 if attested else 0)
        return sha256(self.host.encode()).digest() + bytes((flags,)) + self.count.to_bytes(4, "big") + attested

    def make(self, options: dict) -> dict:
        numbers = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(attested)})
        client = self._client("webauthn.create", options["challenge"])
        return {
            "id": b64(self.id), "rawId": b64(self.id), "type": "public-key",
            "response": {"clientDataJSON": b64(client), "attestationObject": b64(made)},
        }  # fmt: skip

    def sign(self, options: dict) -> dict:
        self.count += 1
        client, data = self._client("webauthn.get", options["challenge"]), self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": b64(self.id), "rawId": b64(self.id), "type": "public-key",
            "response": {"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": None},
        }  # fmt: skip
