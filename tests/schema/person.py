"""An admin with two-factor, freshly proven, alone in a team: what a call needs in order to be let through."""

import base64
import hashlib
import hmac
import os
import secrets
import struct
import subprocess
import time

import requests

BINARY = os.environ["SCHEMA_BINARY"]
SERVICE = os.environ["VESTIBULE_PUBLIC_URL"]
API = f"{SERVICE}/api/v1"
PASSWORD = "seven purple bicycles"

# How long a proof counts as fresh for the calls that ask for the freshest, less a margin.
FRESH_FOR = 90

STEP_SECONDS = 30


class Unready(Exception):
    """What a call needs can't be had by this person any more: a budget is used up."""


def some_address():
    """A client address that no budget has seen."""
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


def run(*arguments, told=""):
    """Runs a command of the program beside the service, with the service's settings."""
    subprocess.run([BINARY, *arguments], input=told, text=True, check=True, capture_output=True)


def call(method, path, by=None, **body):
    """Makes a call that must be answered well, with an access token or without; the answer's body."""
    headers = {"X-Forwarded-For": some_address()}
    if by:
        headers["Authorization"] = f"Bearer {by}"
    answer = requests.request(method, API + path, json=body or None, headers=headers, timeout=30)
    if not answer.ok:
        raise Unready(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer.json() if answer.content else {}


class Authenticator:
    """An authenticator app (RFC 6238). The service takes one step to either side: three codes come at once."""

    def __init__(self, secret):
        self.key = base64.b32decode(secret)
        self.last_step = 0

    def next_code(self):
        earliest = int((time.time() + 5) // STEP_SECONDS) - 1
        self.last_step = max(earliest, self.last_step + 1)
        digest = hmac.new(self.key, struct.pack(">Q", self.last_step), hashlib.sha1).digest()
        place = digest[-1] & 15
        number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06}"


class Person:
    """Somebody who runs a team of their own."""

    def __init__(self):
        self.name = f"user-{secrets.token_hex(6)}"
        self.email = f"{self.name}@example.com"
        run("team", "add", self.name)
        run(
            *("user", "add", "--team", self.name, "--username", self.name, "--name", "Ada Adams"),
            *("--email", self.email, "--role", "admin", "--password-stdin"),
            told=f"{PASSWORD}\n",
        )
        opened = call("POST", "/auth/login", username=self.name, password=PASSWORD)
        self.id = opened["user"]["id"]
        begun = call("POST", "/me/two-factor/totp", opened["access_token"])
        self.app = Authenticator(begun["secret"])
        confirmed = call(
            *("POST", "/me/two-factor/totp/confirm", opened["access_token"]),
            enrollment_id=begun["enrollment_id"],
            code=self.app.next_code(),
        )
        self.token = confirmed["access_token"]
        self.backup_codes = confirmed["backup_codes"]
        self.refresh_token = opened["refresh_token"]
        self.proven_at = time.monotonic()

    def is_fresh(self):
        return time.monotonic() - self.proven_at < FRESH_FOR

    def call(self, method, path, **body):
        return call(method, path, self.token, **body)

    def challenge(self):
        """The token of a log-in that waits for a code."""
        return call("POST", "/auth/login", username=self.name, password=PASSWORD)["challenge_token"]

    def other_session(self, **more):
        """A further log-in of the same user, whole."""
        code = self.backup_codes.pop()
        return call("POST", "/auth/login", username=self.name, password=PASSWORD, code=code, **more)

    def phone(self):
        """Puts a number on file that texts may go to; a new one each time, so that no budget is used up."""
        number = f"+1201{secrets.randbelow(8) + 2}{secrets.randbelow(10**6):06}"
        self.call("PATCH", f"/team/users/{self.id}", cell_phone=number)
        return number

    def invite(self):
        """A further member of the team; their id and mail address."""
        name = f"user-{secrets.token_hex(6)}"
        email = f"{name}@example.com"
        invited = self.call("POST", "/team/users", username=name, name="Bo Berg", email=email, role="member")
        return invited["id"], email

    def member(self):
        """A member of the team who has a password; their id."""
        member, email = self.invite()
        call("POST", "/auth/invitation/accept", token=mailed_token(email), password=PASSWORD)
        return member


def newest_message(to, part):
    """What was last sent to this address or number and has this in it. It leaves a moment after the answer."""
    for _ in range(40):
        messages = call("GET", "/outbox")["items"]
        body = next((message["body"] for message in messages if message["to"] == to and part in message["body"]), None)
        if body:
            return body
        time.sleep(0.05)
    raise Unready(f"nothing with {part} was sent to {to}")


def mailed_token(to):
    """The token of the newest link that was mailed to this address."""
    return newest_message(to, "#token=").split("#token=")[1].split()[0]


def texted_code(to):
    """The code that was last sent to this number."""
    return newest_message(to, "#").rsplit("#", 1)[1][:6]
