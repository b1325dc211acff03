"""The proxies beside each other, and what stands behind them. All do the same work: routing by path, keep-alive on both
sides, X-Forwarded-For, an access log line per request, counters; one worker each."""

import json
import subprocess
import sys
from pathlib import Path

from processes import DRIVER_CORE, SUBJECT_CORE, Process, free_ports, program

ANSWER = '{"id":42,"symbol":"ACME","side":"buy","type":"limit","quantity":10,"limit_price":"101.50","status":"open"}'
PATH = "/api/v1/items/42"
# Routes that each subject has to tell apart.
DOMAINS = ["accounts", "items", "orders", "quotes", "reports", "search", "sessions", "tickets", "trades", "users"]

NGINX = """
worker_processes 1;
daemon off;
pid {folder}/{name}.pid;
error_log {folder}/{name}-error.log crit;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}/{name}-body; proxy_temp_path {folder}/{name}-proxy;
  fastcgi_temp_path {folder}/{name}-f; uwsgi_temp_path {folder}/{name}-u; scgi_temp_path {folder}/{name}-s;
  keepalive_requests 100000000; keepalive_timeout 600s; default_type application/json;
{body}
}}
"""


class Origin:
    """nginx with static answers: a small one, and files of 64 KiB and 1 MiB; the same for all subjects."""

    def __init__(self, folder: Path, name="origin"):
        (self.port,) = free_ports(1)
        body = f"""
  access_log off; sendfile on; root {folder}/files;
  server {{
    listen 127.0.0.1:{self.port} backlog=4096;
    location / {{ return 200 '{ANSWER}'; }}
    location = /api/v1/items/64k {{ }}
    location = /api/v1/items/1m {{ }}
  }}"""
        files = folder / "files/api/v1/items"
        files.mkdir(parents=True, exist_ok=True)
        (files / "64k").write_bytes(b"x" * (64 << 10))
        (files / "1m").write_bytes(b"x" * (1 << 20))
        config = folder / f"{name}.conf"
        config.write_text(NGINX.format(folder=folder, name=name, body=body))
        self.process = Process([program("nginx"), "-c", str(config)], DRIVER_CORE, folder / f"{name}.log")
        self.process.wait_ready(self.port)


class BadService:
    """A service that answers its health path, and all else in one bad way (`bad_service.py`)."""

    def __init__(self, folder: Path, kind):
        (self.port,) = free_ports(1)
        self.process = None
        if kind == "refuses":
            return
        script = Path(__file__).with_name("bad_service.py")
        # What it does with its time is not what is measured: it leaves the core to the origin and to the load.
        self.process = Process(
            ["nice", "-n", "19", sys.executable, str(script), str(self.port), kind], DRIVER_CORE,
            folder / f"bad-{self.port}.log")
        self.process.wait_ready(self.port)


def nginx(folder, origin):
    (port,) = free_ports(1)
    locations = "\n".join(f"    location /api/v1/{one}/ {{ proxy_pass http://origin; }}" for one in DOMAINS)
    body = f"""
  log_format line escape=json '{{"time":"$time_iso8601","method":"$request_method","path":"$uri","status":$status,'
    '"bytes":$body_bytes_sent,"seconds":$request_time,"upstream":"$upstream_response_time","id":"$request_id"}}';
  access_log {folder}/nginx-access.log line;
  upstream origin {{ server 127.0.0.1:{origin.port}; keepalive 512; keepalive_requests 100000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Request-Id $request_id;
{locations}
    location /status {{ stub_status; }}
  }}"""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, name="nginx", body=body))
    return Process([program("nginx"), "-c", str(config)], SUBJECT_CORE, folder / "nginx.log").wait_ready(port), port


def haproxy(folder, origin):
    (port,) = free_ports(1)
    rules = "\n".join(f"  use_backend {one} if {{ path_beg /api/v1/{one}/ }}" for one in DOMAINS)
    backends = "\n".join(f"backend {one}\n  http-reuse always\n  server origin 127.0.0.1:{origin.port}" for one in DOMAINS)
    config = folder / "haproxy.cfg"
    config.write_text(f"""
global
  nbthread 1
  maxconn 8192
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  option forwardfor
  unique-id-format %{{+X}}o%ci%cp%Ts%rt%pid
  unique-id-header X-Request-Id
  timeout connect 1s
  timeout client 60s
  timeout server 60s
frontend front
  bind 127.0.0.1:{port} backlog 4096
  stats enable
{rules}
{backends}
""")
    process = Process([program("haproxy"), "-f", str(config)], SUBJECT_CORE, folder / "haproxy-access.log")
    return process.wait_ready(port), port


def envoy(folder, origin, mirror, binary):
    (port,) = free_ports(1)
    cluster = lambda name, target: {
        "name": name, "type": "STATIC", "connect_timeout": "1s", "load_assignment": {"cluster_name": name, "endpoints": [{
            "lb_endpoints": [{"endpoint": {"address": address(target.port)}}]}]}}
    routes = [{"match": {"prefix": f"/api/v1/{one}/"}, "route": {
        "cluster": "origin", "request_mirror_policies": [{"cluster": "mirror"}]}} for one in DOMAINS]
    line = {"time": "%START_TIME%", "method": "%REQ(:METHOD)%", "path": "%REQ(:PATH)%", "status": "%RESPONSE_CODE%",
            "bytes": "%BYTES_SENT%", "duration": "%DURATION%", "route": "%ROUTE_NAME%", "id": "%REQ(X-REQUEST-ID)%"}
    log = {"name": "log", "typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
        "path": str(folder / "envoy-access.log"), "log_format": {"json_format": line}}}
    manager = {
        "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "front", "access_log": [log], "use_remote_address": True,
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
        "http_filters": [{"name": "router", "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}
    config = folder / "envoy.json"
    config.write_text(json.dumps({"static_resources": {
        "listeners": [{"name": "front", "address": address(port), "filter_chains": [{
            "filters": [{"name": "http", "typed_config": manager}]}]}],
        "clusters": [cluster("origin", origin), cluster("mirror", mirror)]}}))
    process = Process(
        [str(binary), "-c", str(config), "--concurrency", "1", "--log-level", "error", "--use-dynamic-base-id"],
        SUBJECT_CORE, folder / "envoy.log")
    return process.wait_ready(port), port


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def ficus(folder, origin, binaries, state="monolith", service=None, name="ficus", routes=10, workers=1,
          core=SUBJECT_CORE, **environment):
    port, admin = free_ports(2)
    table = folder / f"{name}-table"
    table.mkdir(exist_ok=True)
    (table / "gateway.yaml").write_text(f"""apiVersion: ficus/v1
kind: Gateway
unmatched: reject
targets:
  monolith: {{urls: ["http://127.0.0.1:{origin.port}"], health: /health}}
  service: {{urls: ["http://127.0.0.1:{(service or origin).port}"], health: /health}}
defaults:
  timeouts: {{connect: 1s, first_byte: 60s, total: 60s, idle: 60s}}
""")
    lines = [f"  {one}.show: {{group: all, match: GET /{one}/:id}}" for one in DOMAINS]
    lines += [f"  r{one}: {{group: all, match: GET /d{one % 97}/r{one}/:id/parts}}" for one in range(routes - len(DOMAINS))]
    if state == "monolith":
        lines += [f"  {one}.write: {{group: all, match: POST /{one}/:id, effect: write}}" for one in DOMAINS]
    routes = "\n".join(lines)
    (table / "routes.yaml").write_text(f"""apiVersion: ficus/v1
kind: RouteTable
domain: bench
prefix: /api/v1
candidate: service
groups:
  all: {{state: {state}, owner: monolith}}
routes:
{routes}
""")
    command = [
        str(binaries / "ficus"), "serve", "--routes", str(table), "--listen", f"127.0.0.1:{port}",
        "--admin", f"127.0.0.1:{admin}", "--store", str(folder / f"{name}.sqlite"), "--workers", str(workers),
        "--access-log", str(folder / f"{name}-access.log"),
    ]
    process = Process(command, core, folder / f"{name}.log", **environment).wait_ready(port)
    process.admin = admin
    return process, port


def flip(binaries, process, unit, state):
    """Flips a unit of a running Ficus, by force."""
    command = [str(binaries / "ficus"), "flip", unit, state, "--force", "--reason", "benchmark"]
    subprocess.run(command + ["--admin", f"127.0.0.1:{process.admin}"], capture_output=True, check=True)
