"""`guidepost serve`: the HTTP server."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from guidepost import __version__
from guidepost.api import create_app
from guidepost.api.logs import configure_logs
from guidepost.cli.options import DEFAULT_DATA, FAILED, DataFolder, PolicyFile, clear_errors, err, fail, out
from guidepost.engine.accounts import bootstrap
from guidepost.engine.policies import sample_policy
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    data: DataFolder = DEFAULT_DATA,
    policy: PolicyFile = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65_535)] = 8080,
) -> None:
    """Check posts over HTTP. The first start creates the database, an administrator and an API key, and prints both once."""
    began = time.perf_counter()
    configure_logs()
    listening = _listen(host, port)
    world = real_world()
    with clear_errors():
        service = start(data, policy or sample_policy(), world)
        credentials = bootstrap(service.store, world)
    if credentials:
        out.print("\nFirst start. Keep these two; they are shown only now:")
        out.print(f"  administrator  {credentials.user_name}  password  {credentials.password}", soft_wrap=True, markup=False)
        out.print(f"  API key        {credentials.api_key}\n", soft_wrap=True, markup=False)
    app = create_app(service, try_page=host in _LOOPBACK)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10)
    )
    out.print(_ready_line(service, listening, data, time.perf_counter() - began), soft_wrap=True, markup=False)
    try:
        server.run(sockets=[listening])
    finally:
        service.close()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is done, so that a taken port is reported at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        fail(
            f"cannot listen on {host}:{port}: {error.strerror}. Stop the other program, or choose another port: --port 8081", FAILED
        )
    return listening


def _ready_line(service: Service, listening: socket.socket, data: Path, seconds: float) -> str:
    compiled = service.policy.compiled
    host, port = listening.getsockname()[:2]
    signals = ", ".join(
        f"{state.name} {state.version}" if state.version else f"{state.name} MISSING" for state in service.providers.states
    )
    for state in service.providers.states:
        if state.problem:
            err.print(
                f"[bold yellow]Provider {state.name} could not be loaded; posts that need it wait for a person.[/] {state.problem}"
            )
    return (
        f"Guidepost {__version__} is ready on http://{host}:{port} after {seconds:.1f} s · policy “{compiled.title}” {compiled.version}"
        f" ({len(compiled.rules)} rules, {compiled.digest[:19]}…) · signals: {signals} · database {data / 'guidepost.db'}"
        f" ({service.store.count_decisions():,} decisions)"
    )
