"""The proxies as honest and hostile clients meet them, and what stands behind them.

All have the same limits, as far as each can have them: ten seconds for a head, thirty for a client that takes nothing, an
hour for idle connections, 2,000 connections to the origin, an access log, one worker."""

import resource
from pathlib import Path

import subjects
from processes import DRIVER_CORE, SUBJECT_CORE, Process, free_ports, program

LARGE = 64 << 20
# What a process may have; all three live with it.
DESCRIPTORS = resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def origin(folder: Path):
    (port,) = free_ports(1)
    (folder / "large").write_bytes(b"x" * LARGE)
    config = folder / "origin.conf"
    config.write_text(nginx_text(folder, "origin", f"""
  access_log off; client_max_body_size 0;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{ return 200 '{subjects.ANSWER}'; }}
    location /large {{ root {folder}; }}
  }}"""))
    process = Process([program("nginx"), "-c", str(config)], DRIVER_CORE, folder / "origin.log")
    return process.wait_ready(port), port


def nginx_text(folder, name, body):
    text = subjects.NGINX.format(folder=folder, name=name, body=body)
    return f"worker_rlimit_nofile {DESCRIPTORS};\n" + text.replace("worker_connections 4096", "worker_connections 30000")


def nginx(folder, binaries, origin_port):
    (port,) = free_ports(1)
    config = folder / "front.conf"
    # Neither bodies nor answers go to the disk: the others keep none there either.
    config.write_text(nginx_text(folder, "front", f"""
  access_log {folder}/nginx-access.log combined;
  client_header_timeout 10s; client_body_timeout 30s; send_timeout 30s; client_max_body_size 0;
  proxy_request_buffering off; proxy_max_temp_file_size 0;
  upstream origin {{ server 127.0.0.1:{origin_port} max_conns=2000; keepalive 512; keepalive_requests 100000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    keepalive_timeout 1h;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    location / {{ proxy_pass http://origin; }}
  }}"""))
    return Process([program("nginx"), "-c", str(config)], SUBJECT_CORE, folder / "nginx.log").wait_ready(port), port


def haproxy(folder, binaries, origin_port):
    (port,) = free_ports(1)
    config = folder / "haproxy.cfg"
    config.write_text(f"""
global
  nbthread 1
  no strict-limits
  ulimit-n {DESCRIPTORS}
  maxconn 15000
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  option forwardfor
  timeout connect 1s
  timeout http-request 10s
  timeout http-keep-alive 1h
  timeout client 30s
  timeout server 30s
frontend front
  bind 127.0.0.1:{port} backlog 4096
  default_backend origin
backend origin
  http-reuse always
  server origin 127.0.0.1:{origin_port} maxconn 2000
""")
    process = Process([program("haproxy"), "-f", str(config)], SUBJECT_CORE, folder / "haproxy-access.log")
    return process.wait_ready(port), port


def ficus(folder, binaries, origin_port):
    port, admin = free_ports(2)
    table = folder / "table"
    table.mkdir()
    (table / "gateway.yaml").write_text(f"""apiVersion: ficus/v1
kind: Gateway
unmatched: monolith
limits: {{idle: 1h, requests_per_connection: none}}
targets:
  monolith: {{urls: ["http://127.0.0.1:{origin_port}"], limits: {{connections: 2000}}}}
""")
    command = [
        str(binaries / "ficus"), "serve", "--routes", str(table), "--listen", f"127.0.0.1:{port}",
        "--admin", f"127.0.0.1:{admin}", "--store", str(folder / "ficus.sqlite"), "--workers", "1",
        "--access-log", str(folder / "access.log"),
    ]
    process = Process(command, SUBJECT_CORE, folder / "ficus.log").wait_ready(port)
    process.admin = admin
    return process, port
