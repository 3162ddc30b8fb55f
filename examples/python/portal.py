"""What the scripts beside this one share: one way to call the API, and what to do when it refuses.

The standard library alone.
"""

import base64
import getpass
import hashlib
import hmac
import json
import os
import struct
import time
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime

URL = os.environ.get("PORTAL_URL", "http://localhost:8080")
TIMEOUT_SECONDS = 15
STEP_SECONDS = 30
LONGEST_WAIT_SECONDS = 120


class Problem(Exception):
    """A refusal (RFC 9457). Programs go by `code`, people read `detail`, support asks for `request_id`."""

    def __init__(self, body):
        super().__init__(f"{body['code']}: {body['detail']} (request {body['request_id']})")
        self.code = body["code"]
        self.reason = body.get("reason")
        self.retry_after = body.get("retry_after")


class Portal:
    """The API, by way of `send(method, url, headers, body)`, which answers with status, headers and body."""

    def __init__(self, send):
        self._send = send
        self._served_at = 0
        self.access_token = None

    def call(self, method, path, body=None):
        """Makes a call; the answer's body. Raises `Problem` where it is refused."""
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"
        content = None if body is None else json.dumps(body).encode()

        status, told, answer = self._send(method, f"{URL}/api/v1{path}", headers, content)

        self._served_at = parsedate_to_datetime(told["Date"]).timestamp()
        answer = json.loads(answer) if answer else None
        if status >= 400:
            raise Problem(answer)
        return answer

    def with_app_code(self, secret, use):
        """`use(code)` with the app's code. One that was used already is no fault: the next one comes soon."""
        served_at = self._served_at
        try:
            return use(totp(secret, served_at))
        except Problem as problem:
            if problem.reason != "already_used":
                raise
            time.sleep(problem.retry_after)
            return use(totp(secret, served_at + STEP_SECONDS))

    def texted_code(self):
        """The code in the newest text. In development that lies in the outbox; elsewhere somebody types it."""
        try:
            sent = self.call("GET", "/outbox")["items"]
        except Problem:
            return getpass.getpass("The code from the text: ")
        text = next(message["body"] for message in sent if message["channel"] == "sms")
        return text.rsplit("#", 1)[1]


def after_waiting(make):
    """`make()`, again after the wait where a limit was reached: nothing was compared then, so nothing is lost.

    A long wait is for people to decide about.
    """
    while True:
        try:
            return make()
        except Problem as problem:
            is_a_matter_of_time = problem.code in ("rate_limited", "overloaded", "unavailable")
            if not is_a_matter_of_time or problem.retry_after > LONGEST_WAIT_SECONDS:
                raise
            time.sleep(problem.retry_after)


def totp(secret, at):
    """What an authenticator app shows at that time (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // STEP_SECONDS), hashlib.sha1)
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def send_with_urllib(method, url, headers, body):
    """`Portal`'s way to send, by the standard library."""
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()
