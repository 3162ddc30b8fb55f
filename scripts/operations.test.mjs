// That what operators are given to watch and to run the service by fits the service.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { freePort, startService } from "./service.mjs";

const yaml = createRequire(new URL("../frontend/package.json", import.meta.url))("js-yaml");
const read = (file) => readFileSync(file, "utf8");

const alerts = yaml.load(read("docs/operations/alerts.yml")).groups.flatMap(({ rules }) => rules);
const panels = JSON.parse(read("docs/operations/dashboard.json")).panels;
const asked = [
  ...alerts.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** What Prometheus adds to each series. */
const ADDED = ["instance", "job"];

test("alerts and dashboard ask for series that the service tells", async () => {
  const port = await freePort();
  const service = await startService({ variables: { VESTIBULE_METRICS_BIND: `127.0.0.1:${port}` } });
  const told = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await service.stop();

  const labels = new Map([["up", new Set(ADDED)]]);
  for (const [, name, matchers = ""] of told.matchAll(/^(vestibule_\w+)(?:\{(.*)\})? /gm)) {
    const names = labels.get(name) ?? labels.set(name, new Set(ADDED)).get(name);
    for (const [, label] of matchers.matchAll(/(\w+)="/g)) names.add(label);
  }
  assert.ok(labels.size > 10, told);

  let seen = 0;
  for (const expr of asked) {
    const all = new Set(ADDED);
    for (const [, name, matchers = ""] of expr.matchAll(/\b(vestibule_\w+|up)\b(?:\{([^}]*)\})?/g)) {
      seen += 1;
      assert.ok(labels.has(name), `${name} in ${expr}`);
      for (const label of labels.get(name)) all.add(label);
      for (const [, label] of matchers.matchAll(/(\w+)(?:=|!)/g))
        assert.ok(labels.get(name).has(label), `${label} in ${expr}`);
    }
    for (const [, by] of expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g))
      for (const label of by.split(",")) assert.ok(all.has(label.trim()), `${label} in ${expr}`);
  }
  assert.ok(seen > 25);
});

test("alerts and dashboard ask for outcomes that docs/OPERATIONS.md tells", () => {
  const page = read("docs/OPERATIONS.md");
  const codes = read("openapi.yaml");
  const outcomes = asked
    .flatMap((expr) => [...expr.matchAll(/outcome[=!~]+"([^"]+)"/g)])
    .flatMap(([, one]) => one.split("|"));
  assert.ok(outcomes.length > 10);
  const unknown = outcomes.filter((outcome) => !page.includes(`\`${outcome}\``) && !codes.includes(outcome));
  assert.deepEqual(unknown, []);
});

test("each rule is scraped by the job that the sample names, and says what to do", () => {
  const { rule_files: files, scrape_configs: jobs } = yaml.load(read("docs/operations/prometheus.yml"));
  assert.deepEqual(
    jobs.map((job) => job.job_name),
    ["vestibule"],
  );
  assert.ok(read("docs/operations/alerts.yml").includes(files[0]));
  const unit = read("docs/operations/vestibule@.service");
  const ports = [...read("docs/operations/nginx.conf").matchAll(/server 127\.0\.0\.1:(\d+) /g)].map(
    ([, port]) => port,
  );
  assert.match(unit, /^Environment=VESTIBULE_METRICS_BIND=127\.0\.0\.1:1%i$/m);
  assert.deepEqual(
    jobs[0].static_configs[0].targets,
    ports.map((port) => `127.0.0.1:1${port}`),
  );
  for (const { alert, annotations } of alerts)
    assert.ok(annotations.summary && annotations.description, alert);
});

const compose = yaml.load(read("docker-compose.yml"));
const services = Object.entries(compose.services);

for (const [name, service] of services)
  test(`the container ${name} is held on a short lead`, () => {
    assert.equal(service.read_only, true);
    assert.deepEqual(service.cap_drop, ["ALL"]);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"]);
    assert.match(service.user, /^[1-9]\d*:[1-9]\d*$/);
    for (const key of ["privileged", "network_mode", "pid", "ipc", "cap_add", "devices"])
      assert.ok(!(key in service), key);
    assert.equal(Boolean(service.ports), name === "web", "the web server alone is reached from outside");
    assert.ok(service.healthcheck || service.restart === "no", "what goes on running is asked how it is");
    for (const network of service.networks) assert.ok(network in compose.networks, network);
    for (const secret of service.secrets) assert.ok(secret in compose.secrets, secret);
    if (service.build) assert.ok(existsSync(service.build.dockerfile));
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const needs = { service_healthy: "healthcheck", service_completed_successfully: "command" }[condition];
      assert.ok(compose.services[other][needs], `${other}: ${condition}`);
    }
  });

test("every secret of the containers is made by docker/make-secrets", () => {
  const made = read("docker/make-secrets");
  for (const [name, { file }] of Object.entries(compose.secrets)) {
    assert.equal(file, `docker/secrets/${name}`);
    assert.match(made, new RegExp(`^(.*\\| )?keep ${name.replace(".", "\\.")} `, "m"));
  }
  const subnet = compose.networks.inside.ipam.config[0].subnet;
  assert.ok(made.includes(`trusted_proxies = ["${subnet}"]`));
  assert.ok(compose.networks.data.internal && compose.networks.metrics.internal);
});
