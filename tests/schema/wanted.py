"""What each operation needs in order to succeed, told by the operation's id."""

import secrets

from person import PASSWORD, Authenticator, call, mailed_token, texted_code


def of_path(**names):
    return {"path": names}


def of_body(**fields):
    return {"body": fields}


def ended_session(person):
    person.other_session()
    sessions = person.call("GET", "/me/sessions")["items"]
    return of_path(id=next(session["id"] for session in sessions if not session["current"]))


def device(person):
    person.other_session(remember_device=True)
    return of_path(id=person.call("GET", "/me/devices")["items"][0]["id"])


def api_token(person):
    return person.call("POST", "/me/api-tokens", name="Reports", scopes=["team:read"], expires_in_days=7)


def phone_code(person):
    number = person.phone()
    person.call("POST", "/me/phone/code")
    return of_body(code=texted_code(number))


def enrollment(person):
    begun = person.call("POST", "/me/two-factor/totp")
    person.app = Authenticator(begun["secret"])
    return of_body(enrollment_id=begun["enrollment_id"], code=person.app.next_code())


def texted_challenge(person):
    person.phone()
    return of_body(challenge_token=person.challenge())


def reset_link(person):
    call("POST", "/auth/password/forgot", username=person.name)
    return mailed_token(person.email)


def email_link(person):
    address = f"{secrets.token_hex(6)}@example.com"
    person.call("PUT", "/me/email", email=address)
    return mailed_token(address)


def invited(person):
    return mailed_token(person.invite()[1])


def not_demanded(person):
    person.call("PUT", "/team/policy", require_two_factor_for_admins=False)
    return {}


NEW_PASSWORD = "eleven yellow umbrellas"

WANTED = {
    "log_in": lambda p: of_body(username=p.name, password=PASSWORD),
    "verify": lambda p: of_body(challenge_token=p.challenge(), code=p.backup_codes.pop()),
    "send_sms": texted_challenge,
    "refresh": lambda p: of_body(refresh_token=p.other_session()["refresh_token"]),
    "log_out": lambda p: of_body(refresh_token=p.other_session()["refresh_token"]),
    "step_up": lambda p: of_body(code=p.backup_codes.pop()),
    "step_up_sms": lambda p: of_body() if p.phone() else None,
    "exchange_api_token": lambda p: of_body(api_token=api_token(p)["token"]),
    "forgot_password": lambda p: of_body(username=p.name),
    "reset_password": lambda p: of_body(token=reset_link(p), new_password=NEW_PASSWORD),
    "inspect_link": lambda p: of_body(token=invited(p)),
    "accept_invitation": lambda p: of_body(token=invited(p), password=PASSWORD),
    "confirm_email": lambda p: of_body(token=email_link(p)),
    "change_password": lambda p: of_body(current_password=PASSWORD, new_password=NEW_PASSWORD),
    "change_email": lambda p: of_body(email=f"{secrets.token_hex(6)}@example.com"),
    "send_phone_code": lambda p: of_body() if p.phone() else None,
    "confirm_phone": phone_code,
    "confirm_enrollment": enrollment,
    "edit_me": lambda p: of_body(name="Ada", locale="de"),
    "forget_device": device,
    "end_session": ended_session,
    "create_api_token": lambda p: of_body(name="Reports", scopes=["account:read"], expires_in_days=7),
    "delete_api_token": lambda p: of_path(id=api_token(p)["id"]),
    "show_user": lambda p: of_path(id=p.invite()[0]),
    "edit_user": lambda p: {**of_path(id=p.invite()[0]), **of_body(name="Bo", cell_phone=None)},
    "invite_user": lambda p: of_body(
        username=f"user-{secrets.token_hex(6)}", name="Bo", email="bo@example.com", role="member", locale="de"
    ),
    "send_invitation": lambda p: of_path(id=p.invite()[0]),
    "remove_user": lambda p: of_path(id=p.invite()[0]),
    "end_sessions_of_user": lambda p: of_path(id=p.invite()[0]),
    "send_password_reset": lambda p: of_path(id=p.member()),
    "reset_two_factor_of_user": lambda p: {**of_path(id=p.member()), **of_body(reason="Lost the phone")},
    "switch_off_two_factor": not_demanded,
    "change_policy": lambda p: of_body(grace_days=7),
    "team_activity": lambda p: {"query": {"order": "asc", "user": p.id}},
    "docs_file": lambda p: of_path(file="index.html"),
    "show_problem": lambda p: of_path(code="forbidden"),
}
