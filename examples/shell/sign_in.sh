#!/usr/bin/env bash
# Signs in with each second factor, renews the session, and proves it afresh for a guarded call.
set -euo pipefail
source "$(dirname "$0")/portal.sh"

# log_in [DEVICE_TOKEN]: the password first. The answer's `status` says what comes next.
log_in() {
  TOKEN=''
  local body
  body=$(DEVICE=${1-} jq -n '{username: env.PORTAL_USERNAME, password: env.PORTAL_PASSWORD, device_name: "examples/shell"}
    + if env.DEVICE == "" then {} else {device_token: env.DEVICE} end')
  # Past a limit nothing was compared, so the same call may go again after the wait.
  until call POST /auth/login "$body"; do wait_as_told; done
}

# answer_with METHOD CODE: the challenge's answer. A right code opens the session and remembers this device.
answer_with() {
  call POST /auth/verify "$(CHALLENGE=$challenge CODE=$2 jq -n --arg method "$1" \
    '{challenge_token: env.CHALLENGE, code: env.CODE, method: $method, remember_device: true}')"
}

# with_app_code COMMAND…: runs it with the app's code. A code that was used already is no fault: the next one comes soon.
with_app_code() {
  local now=$served_at # the service's clock, from the last answer
  "$@" "$(app_code "$now")" && return
  [[ $(field reason) == already_used ]] || give_up
  wait_as_told
  "$@" "$(app_code $((now + 30)))" || give_up
}

step_up() { call POST /auth/step-up "$(CODE=$1 jq -n '{code: env.CODE}')"; }

echo '1. A password and the code that the app shows'
log_in
if [[ $(field status) != second_factor_required ]]; then
  echo "This example needs a user with two-factor; the service said $(field status)." >&2
  exit 1
fi
challenge=$(field challenge_token)
with_app_code answer_with totp
device=$(field device_token) # keep it as safe as a password
TOKEN=$(field access_token)
call GET /me || give_up
echo "   signed in as $(jq -r .username <<<"$answer")"

echo '2. A password and a code by text, where the phone has no app at hand'
log_in
challenge=$(field challenge_token)
if jq -e 'any(.methods[]; .type == "sms")' <<<"$answer" >/dev/null; then
  call POST /auth/sms "$(CHALLENGE=$challenge jq -n '{challenge_token: env.CHALLENGE}')" || give_up
  echo "   a code went to $(field phone_hint)"
  answer_with sms "$(texted_code)" || give_up
  echo '   signed in'
else
  echo '   no text can go to this user; GET /me/two-factor says why'
fi

echo '3. A password and the device that was remembered: no code'
log_in "$device"
[[ $(field status) == authenticated ]] || give_up
device=$(field device_token) # each use replaces it
TOKEN=$(field access_token) refresh=$(field refresh_token)
echo '   signed in'

echo '4. A new access token. The refresh token is replaced, so the new one is kept before anything else happens'
TOKEN=''
call POST /auth/refresh "$(REFRESH=$refresh jq -n '{refresh_token: env.REFRESH}')" || give_up
TOKEN=$(field access_token) refresh=$(field refresh_token)
echo "   good for $(field expires_in) seconds"

echo '5. A guarded call: an API token, which asks for a proof that is fresh'
wanted='{"name": "examples/shell", "scopes": ["account:read"], "expires_in_days": 1}'
if ! call POST /me/api-tokens "$wanted"; then
  [[ $(field code) == step_up_required ]] || give_up
  with_app_code step_up
  TOKEN=$(field access_token) # the older ones have ended
  call POST /me/api-tokens "$wanted" || give_up
fi
echo "   made, good until $(field expires_at)"
call DELETE "/me/api-tokens/$(field id)" || give_up

echo '6. The end of the session'
call POST /auth/logout || give_up
echo '   signed out'
