"""The proxies beside each other, and what stands behind them. All do the same work: routing by path, keep-alive on both
sides, X-Forwarded-For, an access log line per request, counters; one worker each."""

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
    """nginx with one small static answer, the same for all subjects."""

    def __init__(self, folder: Path, name="origin"):
        (self.port,) = free_ports(1)
        body = f"""
  access_log off;
  server {{ listen 127.0.0.1:{self.port} backlog=4096; location / {{ return 200 '{ANSWER}'; }} }}"""
        config = folder / f"{name}.conf"
        config.write_text(NGINX.format(folder=folder, name=name, body=body))
        self.process = Process([program("nginx"), "-c", str(config)], DRIVER_CORE, folder / f"{name}.log")
        self.process.wait_ready(self.port)


class Silence:
    """A target that answers its health path and nothing else, ever."""

    def __init__(self, folder: Path):
        (self.port,) = free_ports(1)
        script = Path(__file__).with_name("silence.py")
        self.process = Process([sys.executable, str(script), str(self.port)], DRIVER_CORE, folder / "silence.log")
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


def ficus(folder, origin, binaries, state="monolith", service=None, name="ficus"):
    port, admin = free_ports(2)
    table = folder / f"{name}-table"
    table.mkdir(exist_ok=True)
    (table / "gateway.yaml").write_text(f"""apiVersion: ficus/v1
kind: Gateway
unmatched: reject
targets:
  monolith: {{urls: ["http://127.0.0.1:{origin.port}"], health: /health}}
  service: {{urls: ["http://127.0.0.1:{(service or origin).port}"], health: /health}}
""")
    routes = "\n".join(f"  {one}.show: {{group: all, match: GET /{one}/:id}}" for one in DOMAINS)
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
        "--admin", f"127.0.0.1:{admin}", "--store", str(folder / f"{name}.sqlite"), "--workers", "1",
        "--access-log", str(folder / f"{name}-access.log"),
    ]
    return Process(command, SUBJECT_CORE, folder / f"{name}.log").wait_ready(port), port
