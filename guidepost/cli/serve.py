"""`guidepost serve`: the HTTP server."""

from __future__ import annotations

import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from guidepost import __version__
from guidepost.api import create_app
from guidepost.api.logs import configure_logs
from guidepost.cli.options import DEFAULT_DATA, FAILED, MISUSED, DataFolder, clear_errors, err, fail, out
from guidepost.engine.accounts import Credentials, bootstrap
from guidepost.engine.lifecycle.watching import Watcher
from guidepost.engine.policies import LoadedPolicy
from guidepost.engine.service import Service
from guidepost.engine.start import real_world, start_serving
from guidepost.engine.store import DATABASE

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    data: DataFolder = DEFAULT_DATA,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            envvar="GUIDEPOST_POLICY",
            help="Policy file, or the folder of its layers, that the first start brings into force; without it the sample workplace "
            "policy. Later starts use the live version.",
        ),
    ] = None,
    unreviewed: Annotated[
        bool,
        typer.Option(
            "--policy-unreviewed",
            help="Bring the policy file into force although nobody has consented to it. For developing a policy; the record says so.",
        ),
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65_535)] = 8080,
) -> None:
    """Check posts over HTTP. The first start creates the database, an administrator and an API key, and prints both once."""
    began = time.perf_counter()
    configure_logs()
    listening = _listen(host, port)
    world = real_world()
    if unreviewed and policy is None:
        fail("--policy-unreviewed is about the file that --policy names; name one.", MISUSED)
    with clear_errors():
        serving = start_serving(data, policy, world, unreviewed=unreviewed)
        service = serving.service
        credentials = bootstrap(service.store, world)
    address = _address(listening)
    if credentials:
        out.print(_welcome(credentials, address), soft_wrap=True, markup=False)
    app = create_app(service, try_page=host in _LOOPBACK)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10)
    )
    if serving.passed_over and policy is not None:
        err.print(_passed_over(policy, serving.passed_over, service.policy), soft_wrap=True, markup=False, style="yellow")
    out.print(_ready_line(service, address, data, time.perf_counter() - began), soft_wrap=True, markup=False)
    watcher = Watcher(service)
    watcher.start()
    # The server sends itself the signal that ended it once more; by then everything is answered, and the end is an orderly one.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        watcher.stop()
        service.close()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is done, so that a taken port is reported at once; nobody can connect until all is ready."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        fail(
            f"cannot listen on {host}:{port}: {error.strerror}. Stop the other program, or choose another port: --port 8081", FAILED
        )
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _welcome(credentials: Credentials, address: str) -> str:
    """What a first start tells: the secrets that are shown once, and a request to try them with."""
    return f"""
First start. Keep these two, they are shown only now:
  administrator  {credentials.user_name}, one-time password {credentials.password}
  API key        {credentials.api_key}

Sign in at {address}/sign-in and choose a password. Let others in:
  guidepost admin user add NAME --role officer

Check a post:
  curl {address}/v1/check -H 'Authorization: Bearer {credentials.api_key}' \\
    -H 'Content-Type: application/json' -d '{{"text": "Hello world", "audience": "external"}}'
"""


def _passed_over(file: Path, given: LoadedPolicy, live: LoadedPolicy) -> str:
    """What is told of a policy file that is not the live version."""
    return (
        f"{file} is {given.compiled.digest[:15]}…, which is not the live version; the live one decides: {live.compiled.version},"
        f" {live.compiled.digest[:15]}….\n"
        f"To bring the file into force: guidepost policy propose {file} --as NAME, then a second person: guidepost policy approve"
        f" {given.compiled.digest[7:15]} --as NAME.\n"
        "To develop a policy without consent, which the record says: --policy-unreviewed."
    )


def _ready_line(service: Service, address: str, data: Path, seconds: float) -> str:
    for state in service.providers.states:
        if state.problem:
            err.print(
                f"[bold yellow]Provider {state.name} could not be loaded; posts that need it wait for a person.[/] {state.problem}",
                soft_wrap=True,
            )
    compiled = service.policy.compiled
    loaded = ", ".join(state.name for state in service.providers.states if not state.problem) or "none"
    return (
        f"Guidepost {__version__} is ready on {address} · loaded in {seconds:.1f} s · policy “{compiled.title}” {compiled.version},"
        f" {len(compiled.rules)} rules, {compiled.digest[:15]}… · signals {loaded} · database {data / DATABASE},"
        f" {service.store.count_decisions():,} decisions"
    )
