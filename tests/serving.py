"""Serves a built site as its host will: by nginx with the rules of the build, where nginx is."""

import functools
import gzip
import http.server
import os
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from running import free_port

RULES = "_nginx.conf"
SETTINGS = """
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/www;
    include {rules};
  }}
}}
"""


@contextmanager
def served(site: Path, base: str, scratch: Path) -> Iterator[str]:
    """Serve a built site below base ('/' or '/clinic/') while it is needed; gives its address."""
    server = by_nginx if shutil.which("nginx") else by_python
    with server(site, base, scratch) as root:
        yield root + base


@contextmanager
def by_nginx(site: Path, base: str, scratch: Path) -> Iterator[str]:
    """The real server, with the rules that the build wrote for it."""
    port = free_port()
    place = scratch / "www" / base.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    user = "user root;\n" if os.name == "posix" and os.geteuid() == 0 else ""
    settings = scratch / "nginx.conf"
    settings.write_text(
        SETTINGS.format(user=user, folder=scratch, port=port, rules=site / RULES), encoding="utf-8"
    )
    command = ["nginx", "-p", str(scratch), "-e", str(scratch / "error.log"), "-c", str(settings)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.communicate()


def wait_for(address: str, running: subprocess.Popen[str]) -> None:
    """Wait until something answers; a server that gave up says why."""
    for _ in range(100):
        if running.poll() is not None:
            raise RuntimeError(running.stderr.read() if running.stderr else "nginx did not start")
        try:
            urllib.request.urlopen(address)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer")


class Host(http.server.SimpleHTTPRequestHandler):
    """The same in Python, where there is no nginx: headers, compression, own page for 404."""

    base = "/"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file of an address, compressed."""
        path = Path(self.translate_path(self.path.split("?")[0].removeprefix(self.base)))
        if path.is_dir():
            path /= "index.html"
        there = self.path.startswith(self.base) and path.is_file()
        path = path if there else Path(self.directory) / "404.html"
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200 if there else 404)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        for line in (Path(self.directory) / "_headers").read_text().splitlines():
            if line.startswith("  "):
                self.send_header(*line.strip().split(": ", 1))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def by_python(site: Path, base: str, scratch: Path) -> Iterator[str]:
    """The stand-in."""
    handler = functools.partial(type("Here", (Host,), {"base": base}), directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
