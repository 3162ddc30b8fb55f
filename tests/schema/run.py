"""Calls each operation of the contract with what its schema allows and with what it doesn't; weighs each answer by it.

    VESTIBULE_BIN=target/debug/vestibule python tests/schema/run.py [OPTION OF SCHEMATHESIS…]

No answer may be a server error, and each must have a status, a content type and a shape that the contract tells.
All is done twice: by somebody who may do everything, and by a stranger. `SCHEMA_EXAMPLES` says how many calls an
operation gets at most in either of them, `SCHEMA_SEED` which ones. The report is written to `SCHEMA_REPORT`, in TAP.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent.parent / "openapi.yaml"
EXAMPLES = os.environ.get("SCHEMA_EXAMPLES", "10")
SEED = os.environ.get("SCHEMA_SEED", "1")
CHECKS = [
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"),
    *("response_headers_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance"),
    "strangers_are_refused",
]
CALLERS = ("person", "stranger")


# A link or a set-up that is over is refused before what else is wrong with the body.
REFUSALS = """[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 415, 422, 428, 429, "5xx"]
"""


def settings(folder):
    """A database of its own, and addresses as the caller says, so that no budget of an address ends the run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    files = folder / "well-known"
    files.mkdir()
    for name, content in (("apple-app-site-association", "{}"), ("assetlinks.json", "[]")):
        (files / name).write_text(content)
    return {
        "VESTIBULE_BIND": address,
        "VESTIBULE_PUBLIC_URL": f"http://{address}",
        "VESTIBULE_DATABASE_URL": os.environ.get("SCHEMA_DATABASE_URL", f"sqlite://{folder}/vestibule.db"),
        "VESTIBULE_MASTER_KEY_FILE": f"{folder}/master.key",
        "VESTIBULE_OUTBOX": f"{folder}/outbox.jsonl",
        "VESTIBULE_WELL_KNOWN_DIR": str(files),
        "VESTIBULE_SUPPORT__EMAIL": "support@example.com",
        "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1/32",
        "VESTIBULE_SMS__BUDGET_PER_DAY": "1000000",
        "VESTIBULE_LOG__LEVEL": "error",
    }


def is_ready(url):
    try:
        return urllib.request.urlopen(f"{url}/health/ready", timeout=5).status == 200
    except OSError:
        return False


def call_all(caller, env, folder, options):
    """What schemathesis finds as this caller: what it says of each operation, and what each answered."""
    report, answered = folder / f"{caller}.xml", folder / f"{caller}.json"
    subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", CONTRACT, "--url", env["VESTIBULE_PUBLIC_URL"]),
            *("--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES),
            *("--seed", SEED, "--generation-database", "none", "--no-shrink"),
            *("--generation-with-security-parameters", str(caller == "stranger").lower()),
            *("--suppress-health-check", "all", "--warnings", "off", "--output-sanitize", "false"),
            *("--report", "junit", "--report-junit-path", report, *options),
        ],
        env={**env, "SCHEMATHESIS_HOOKS": "hooks", "SCHEMA_CALLER": caller, "SCHEMA_ANSWERED": str(answered)},
        cwd=folder,
        check=False,
    )
    cases = ElementTree.parse(report).getroot().iter("testcase")
    found = {
        case.get("name"): [fault.text or fault.get("message") for fault in case if fault.tag in ("failure", "error")]
        for case in cases
    }
    return found, json.loads(answered.read_text())



def faults_of(contract, results):
    """What is wrong with each operation. One that never succeeded wasn't reached, whatever it answered."""
    for path, methods in contract["paths"].items():
        for method, told in methods.items():
            operation = f"{method.upper()} {path}"
            faults = [
                f"as {caller}: {fault}"
                for caller, (found, _) in results.items()
                for fault in found.get(operation, ["not called"])
            ]
            statuses = results["person"][1].get(told["operationId"], [])
            if not any(status < 400 for status in statuses):
                faults.append(f"it never succeeded, but answered {statuses}")
            yield operation, faults


def main():
    binary = Path(os.environ["VESTIBULE_BIN"]).resolve()
    with tempfile.TemporaryDirectory(prefix="vestibule-schema-") as folder:
        folder = Path(folder)
        env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("VESTIBULE_")},
            **settings(folder),
            "PYTHONPATH": str(HERE),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        (folder / "schemathesis.toml").write_text(REFUSALS)
        log = (folder / "log").open("w+", encoding="utf-8")
        service = subprocess.Popen([binary, "serve"], cwd=folder, env=env, stderr=log)
        try:
            end = time.monotonic() + 30
            while not is_ready(env["VESTIBULE_PUBLIC_URL"]):
                if service.poll() is not None or time.monotonic() > end:
                    sys.exit("The service didn't become ready.")
                time.sleep(0.05)
            with urllib.request.urlopen(f"{env['VESTIBULE_PUBLIC_URL']}/api/v1/openapi.json") as answer:
                contract = json.load(answer)
            env["SCHEMA_BINARY"] = str(binary)
            results = {caller: call_all(caller, env, folder, sys.argv[1:]) for caller in CALLERS}
        finally:
            service.terminate()
            service.wait()
        log.seek(0)
        print(*(line for line in log if '"level":"ERROR"' in line), sep="", end="")
        outcome = list(faults_of(contract, results))
        if service.returncode != 0:
            outcome.append(("the service", [f"it ended with {service.returncode}"]))
    sys.exit(tell(outcome))


def tell(outcome):
    """Writes the report; 1 where there is a fault."""
    lines = []
    for number, (operation, faults) in enumerate(outcome, 1):
        lines.append(f"{'not ok' if faults else 'ok'} {number} - {operation}")
        lines.extend(f"# {line}" for fault in faults for line in fault.splitlines())
    failed = sum(bool(faults) for _, faults in outcome)
    lines += [f"1..{len(outcome)}", f"# pass {len(outcome) - failed}", f"# fail {failed}"]
    report = "\n".join(lines)
    print(report)
    if "SCHEMA_REPORT" in os.environ:
        Path(os.environ["SCHEMA_REPORT"]).write_text(f"{report}\n", encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    main()
