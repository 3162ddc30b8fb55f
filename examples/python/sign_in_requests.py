#!/usr/bin/env python3
"""The same as `sign_in.py`, by way of the package `requests`: one connection for all calls."""

import sys

import requests
from portal import TIMEOUT_SECONDS, Problem
from sign_in import main

if __name__ == "__main__":
    with requests.Session() as connection:

        def send(method, url, headers, body):
            answer = connection.request(method, url, headers=headers, data=body, timeout=TIMEOUT_SECONDS)
            return answer.status_code, answer.headers, answer.content

        try:
            main(send)
        except Problem as problem:
            sys.exit(str(problem))
