"""Nothing but the team database reaches the network (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "ipt_review"
NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "nntplib",
    "poplib",
    "psycopg",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "websockets",
    "xmlrpc",
}
TEAM = "store/team/"
DYNAMIC = ("__import__", "import_module")


def imported(path: Path) -> set[str]:
    """Return the names of all modules that a file imports, wherever in it."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom(module=str(module)):
                found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
            case ast.Call(args=[ast.Constant(value=str(name)), *_]):
                called = ast.unparse(node.func).rpartition(".")[2]
                found |= {name} if called in DYNAMIC else set()
            case _:
                pass
    return found


def reaching(names: set[str]) -> set[str]:
    """Return those of these modules that reach the network."""
    return {
        name
        for name in names
        if any(name == one or name.startswith(f"{one}.") for one in NETWORK)
    }


def test_only_the_team_database_imports_what_reaches_the_network() -> None:
    found = {
        str(path.relative_to(PACKAGE)): reaching(imported(path))
        for path in sorted(PACKAGE.rglob("*.py"))
    }

    assert found, "the package is there"
    using = {name: used for name, used in found.items() if used}
    assert f"{TEAM}server.py" in using, "the check finds what it is for"
    assert {name for name in using if not name.startswith(TEAM)} == set()


def test_the_check_sees_every_way_of_importing(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text(
        "import http.client as h\n"
        "from urllib import request\n"
        "from PySide6.QtNetwork import QTcpSocket\n"
        "import importlib\n"
        "importlib.import_module('socket')\n"
        "from urllib.parse import quote\n",
        "utf-8",
    )

    assert reaching(imported(script)) == {
        "http.client",
        "urllib.request",
        "PySide6.QtNetwork",
        "PySide6.QtNetwork.QTcpSocket",
        "socket",
    }
