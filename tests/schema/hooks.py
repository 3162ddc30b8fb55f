"""What goes with each generated call, so that it gets past the door and as far as its handler.

`SCHEMA_CALLER` says who calls: `person`, who may do all there is, or `stranger`, who has no token or a bad one.
"""

import atexit
import json
import os

import schemathesis
from person import SERVICE, Person, Unready, some_address
from wanted import WANTED

BY_A_PERSON = os.environ["SCHEMA_CALLER"] == "person"

# Calls that end the session or the proof that they are made with, or use up what is there once only.
SPENDS_THE_CALLER = {
    *("change_password", "change_policy", "confirm_enrollment", "edit_user", "end_session", "log_out"),
    *("reset_password", "step_up", "switch_off_two_factor", "end_sessions_of_user"),
}

# Which statuses each operation answered.
answered = {}

# How many well-formed calls each operation got.
tries = {}

person = None


def caller():
    """Somebody who may do all there is, and whose proof is fresh."""
    global person
    if person is None or not person.is_fresh() or len(person.backup_codes) < 3:
        person = Person()
    return person


def spend():
    global person
    person = None


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers["X-Forwarded-For"] = some_address()
    case.headers["Origin"] = SERVICE
    if BY_A_PERSON:
        if is_well_formed(case):
            give_what_is_wanted(case)
        case.headers["Authorization"] = f"Bearer {caller().token}"


def is_well_formed(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


def give_what_is_wanted(case):
    """Lets a call succeed: one as it is wanted, the next with all else as generated; the third stays as it is."""
    name = case.operation.definition.raw["operationId"]
    tries[name] = tries.get(name, -1) + 1
    way = tries[name] % 3
    if name not in WANTED or way == 2:
        return
    try:
        wanted = WANTED[name](caller())
    except Unready:
        spend()
        wanted = WANTED[name](caller())
    case.path_parameters = {**case.path_parameters, **wanted.get("path", {})}
    for part in ("query", "body"):
        if part in wanted:
            generated = getattr(case, part)
            rest = generated if way == 1 and isinstance(generated, dict) else {}
            setattr(case, part, {**rest, **wanted[part]})


@schemathesis.hook
def after_call(context, case, response):
    name = case.operation.definition.raw["operationId"]
    if response.request.method == case.operation.method.upper():
        answered.setdefault(name, set()).add(response.status_code)
    if name in SPENDS_THE_CALLER and response.status_code < 300:
        spend()
    if response.status_code >= 400 and code_of(response) in ("invalid_token", "step_up_required", "rate_limited"):
        spend()


def code_of(response):
    try:
        return response.json().get("code")
    except ValueError:
        return None


@schemathesis.check
def strangers_are_refused(context, response, case):
    """An operation that isn't public answers a stranger with 401, whatever else the call holds."""
    if BY_A_PERSON or {} in case.operation.definition.raw.get("security", []):
        return
    if response.request.method == case.operation.method.upper():
        assert response.status_code in (401, 429), f"A stranger is answered {response.status_code}"


@atexit.register
def tell():
    with open(os.environ["SCHEMA_ANSWERED"], "w", encoding="utf-8") as file:
        json.dump({name: sorted(statuses) for name, statuses in answered.items()}, file)
