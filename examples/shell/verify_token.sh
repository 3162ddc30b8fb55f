#!/usr/bin/env bash
# Checks an access token as a service does that relies on it: reads it from standard input, prints whose it is.
#
#   PORTAL_AUDIENCE is what `aud` must say; left out, it is PORTAL_URL, as in the service.
set -euo pipefail

ISSUER=${PORTAL_URL:-http://localhost:8080}
AUDIENCE=${PORTAL_AUDIENCE:-$ISSUER}
LEEWAY=5 # seconds by which two clocks may differ

refuse() {
  echo "refused: $1" >&2
  exit 1
}

# bytes TEXT: what base64url stands for.
bytes() {
  local text=$1
  while ((${#text} % 4)); do text+='='; done
  printf %s "$text" | tr -- '-_' '+/' | base64 -d
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -r token
[[ $token =~ ^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$ ]] || refuse 'that is no signed token'
head=${BASH_REMATCH[1]} claims=${BASH_REMATCH[2]} signature=${BASH_REMATCH[3]}

# The kind first: a token says what it is, and nothing but this kind is taken, whatever else it says.
kid=$(bytes "$head" | jq -er 'select(.alg == "EdDSA" and .typ == "at+jwt") | .kid | strings') ||
  refuse 'another kind of token'

# Then the signature, by a key of the service's own. Keep them for five minutes; a `kid` that isn't there asks anew, once.
key=$(curl --silent --show-error --fail --max-time 15 "$ISSUER/.well-known/jwks.json" |
  jq -er --arg kid "$kid" '.keys[] | select(.kid == $kid and .kty == "OKP" and .crv == "Ed25519") | .x') ||
  refuse 'signed by a key that the service does not show'
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00' && bytes "$key"; } >"$work/key.der" # RFC 8410
bytes "$signature" >"$work/signature"
printf %s "$head.$claims" >"$work/signed"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/signed" \
  -sigfile "$work/signature" >/dev/null 2>&1 || refuse 'the signature is wrong'

# Then what it says: by whom, for whom, until when.
bytes "$claims" | jq -er --arg issuer "$ISSUER" --arg audience "$AUDIENCE" --argjson leeway "$LEEWAY" '
  select(.iss == $issuer and .aud == $audience and .exp + $leeway > now and (.sub | type) == "string")
  | "\(.sub), \(.role), proven by \(.amr | join(" and ")) (\(.acr))"' ||
  refuse 'by another issuer, for another audience, or expired'
