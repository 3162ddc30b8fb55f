#!/usr/bin/env python3
"""Checks an access token as a service does that relies on it: reads it from standard input, prints whose it is.

The standard library knows no Ed25519, so this wants the package `cryptography`. PORTAL_AUDIENCE is what `aud` must
say; left out, it is PORTAL_URL, as in the service.
"""

import base64
import json
import os
import sys
import time
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ISSUER = os.environ.get("PORTAL_URL", "http://localhost:8080")
AUDIENCE = os.environ.get("PORTAL_AUDIENCE", ISSUER)
LEEWAY_SECONDS = 5  # by which two clocks may differ
KEEP_SECONDS = 300


class Refused(Exception):
    """The token isn't to be believed."""


class Keys:
    """The service's keys, kept for five minutes. A `kid` that isn't among them asks anew, but seldom."""

    ASK_AGAIN_SECONDS = 10

    def __init__(self):
        self._keys = {}
        self._asked_at = float("-inf")

    def find(self, kid):
        age = time.monotonic() - self._asked_at
        if age > KEEP_SECONDS or (kid not in self._keys and age > self.ASK_AGAIN_SECONDS):
            with urllib.request.urlopen(f"{ISSUER}/.well-known/jwks.json", timeout=15) as answer:
                keys = json.load(answer)["keys"]
            self._keys = {key["kid"]: key["x"] for key in keys if key["kty"] == "OKP" and key["crv"] == "Ed25519"}
            self._asked_at = time.monotonic()
        if kid not in self._keys:
            raise Refused("signed by a key that the service doesn't show")
        return Ed25519PublicKey.from_public_bytes(decode(self._keys[kid]))


def claims_of(token, keys):
    """What the token says, if it is to be believed."""
    try:
        head, claims, signature = token.split(".")
        header = json.loads(decode(head))
        kind = header["alg"], header["typ"]
        kid = header["kid"]
    except (ValueError, KeyError, TypeError):
        raise Refused("that is no signed token") from None

    # The kind first: nothing but this one is taken, whatever else the token says of itself.
    if kind != ("EdDSA", "at+jwt"):
        raise Refused("another kind of token")

    try:
        keys.find(kid).verify(decode(signature), f"{head}.{claims}".encode())
    except (InvalidSignature, ValueError):
        raise Refused("the signature is wrong") from None

    # The service signed it, so the claims have their shape. By whom, for whom, until when?
    told = json.loads(decode(claims))
    if told["iss"] != ISSUER:
        raise Refused("by another issuer")
    if told["aud"] != AUDIENCE:
        raise Refused("for another audience")
    if told["exp"] + LEEWAY_SECONDS <= time.time():
        raise Refused("expired")
    return told


def decode(text):
    """What base64url stands for."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


if __name__ == "__main__":
    try:
        said = claims_of(sys.stdin.readline().strip(), Keys())
    except Refused as why:
        sys.exit(f"refused: {why}")
    print(f"{said['sub']}, {said['role']}, proven by {' and '.join(said['amr'])} ({said['acr']})")
