#!/usr/bin/env python3
"""Signs in with each second factor, renews the session, and proves it afresh for a guarded call."""

import os
import sys

from portal import Portal, Problem, after_waiting, send_with_urllib

NAME = "examples/python"


def main(send):
    portal = Portal(send)
    secret = os.environ["PORTAL_TOTP_SECRET"]

    def log_in(**more):
        """The password first. The answer's `status` says what comes next."""
        portal.access_token = None
        body = {
            "username": os.environ["PORTAL_USERNAME"],
            "password": os.environ["PORTAL_PASSWORD"],
            "device_name": NAME,
            **more,
        }
        return after_waiting(lambda: portal.call("POST", "/auth/login", body))

    def answer(challenge, method, code):
        """A right code opens the session, and remembers this device."""
        body = {"challenge_token": challenge, "method": method, "code": code, "remember_device": True}
        return portal.call("POST", "/auth/verify", body)

    print("1. A password and the code that the app shows")
    outcome = log_in()
    if outcome["status"] != "second_factor_required":
        sys.exit(f"This example needs a user with two-factor; the service said {outcome['status']}.")
    challenge = outcome["challenge_token"]
    session = portal.with_app_code(secret, lambda code: answer(challenge, "totp", code))
    device_token = session["device_token"]  # keep it as safe as a password
    portal.access_token = session["access_token"]
    print("   signed in as", portal.call("GET", "/me")["username"])

    print("2. A password and a code by text, where the phone has no app at hand")
    outcome = log_in()
    challenge = outcome["challenge_token"]
    if any(method["type"] == "sms" for method in outcome["methods"]):
        sent = portal.call("POST", "/auth/sms", {"challenge_token": challenge})
        print("   a code went to", sent["phone_hint"])
        answer(challenge, "sms", portal.texted_code())
        print("   signed in")
    else:
        print("   no text can go to this user; GET /me/two-factor says why")

    print("3. A password and the device that was remembered: no code")
    session = log_in(device_token=device_token)
    device_token = session["device_token"]  # each use replaces it
    print("   signed in")

    print("4. A new access token. The refresh token is replaced, so keep the new one before anything else happens")
    session = portal.call("POST", "/auth/refresh", {"refresh_token": session["refresh_token"]})
    portal.access_token = session["access_token"]
    print("   good for", session["expires_in"], "seconds")

    print("5. A guarded call: an API token, which asks for a proof that is fresh")
    wanted = {"name": NAME, "scopes": ["account:read"], "expires_in_days": 1}
    try:
        made = portal.call("POST", "/me/api-tokens", wanted)
    except Problem as problem:
        if problem.code != "step_up_required":
            raise
        proven = portal.with_app_code(secret, lambda code: portal.call("POST", "/auth/step-up", {"code": code}))
        portal.access_token = proven["access_token"]  # the older ones have ended
        made = portal.call("POST", "/me/api-tokens", wanted)
    print("   made, good until", made["expires_at"])
    portal.call("DELETE", f"/me/api-tokens/{made['id']}")

    print("6. The end of the session")
    portal.call("POST", "/auth/logout")
    print("   signed out")


if __name__ == "__main__":
    try:
        main(send_with_urllib)
    except Problem as problem:
        sys.exit(str(problem))
