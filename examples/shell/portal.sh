# What the scripts beside this one share: one way to call the API, and what to do when it refuses.
#
# It wants bash, curl and jq, and oathtool for the authenticator's codes. Passwords, tokens and the
# secret travel in variables and pipes, never as arguments, which everybody on the machine can read.

API=${PORTAL_URL:-http://localhost:8080}/api/v1
TOKEN='' # the access token, once there is one

answer='' # the body of the last answer, and when it was given, by the service's clock
served_at=0

# call METHOD PATH [BODY]: makes a call, and fails where it is refused. No body counts as {}.
call() {
  local told status
  told=$(curl --silent --show-error --max-time 15 --include --request "$1" "$API$2" \
    --header @<([[ ! $TOKEN ]] || printf 'Authorization: Bearer %s' "$TOKEN") \
    --header 'Content-Type: application/json' --data-binary @<(printf %s "${3-}") \
    --write-out '\n%{http_code}') || exit
  status=${told##*$'\n'} told=${told%$'\n'*}
  answer=${told#*$'\r\n\r\n'}
  served_at=$(jq -R 'capture("^date: (?<at>.*GMT)"; "i") | .at | strptime("%a, %d %b %Y %H:%M:%S GMT") | mktime' \
    <<<"${told%%$'\r\n\r\n'*}")
  ((status < 400))
}

# field NAME: a field of the last answer, empty where it isn't there.
field() { jq -r --arg name "$1" '.[$name] // empty' <<<"$answer"; }

# give_up: tells the last refusal. Programs go by `code`, people read `detail`, support asks for `request_id`.
give_up() {
  jq -r '"\(.code): \(.detail) (request \(.request_id))"' <<<"$answer" >&2
  exit 1
}

# wait_as_told: waits as long as the last refusal asks for. It gives up where that asks for nothing, or for a long
# wait, which is for people to decide about.
wait_as_told() {
  local seconds
  seconds=$(field retry_after)
  ((${seconds:-999} <= 120)) || give_up
  echo "$(field code): waiting $seconds seconds" >&2
  sleep "$seconds"
}

# app_code SECONDS: what the authenticator app shows at that time (RFC 6238).
app_code() { printf %s "$PORTAL_TOTP_SECRET" | oathtool --totp --base32 --now "@$1" -; }

# texted_code: the code in the newest text. In development that lies in the outbox; elsewhere somebody types it.
texted_code() {
  local text
  text=$(curl --silent --fail "$API/outbox" | jq -r '[.items[] | select(.channel == "sms")][0].body // empty') || true
  if [[ $text ]]; then
    printf %s "${text##*#}"
  else
    read -rp 'The code from the text: ' text </dev/tty && printf %s "$text"
  fi
}
