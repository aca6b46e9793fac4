"""The system packages that the program needs, and how this machine gets them."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from build_spec.shell import Stuck, carry_out, read, say, succeeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Pictures come through libvlc's memory, so its own windows (video-output) stay away.
PLAYER = ("libvlc5", "vlc-plugin-base")

# What Qt Multimedia, the second player, links to and does not bring along.
SECOND_PLAYER = ("libgssapi-krb5-2", "libpulse0", "libxrandr2")

# What Qt's xcb platform plugin and libQt6Gui link to and do not bring along.
WINDOWS = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
FONTS = ("fonts-dejavu-core",)
NICER_FONTS = ("fonts-inter",)
VIRTUAL_SCREEN = ("xvfb",)

# Tests of team studies start a server of their own; the program itself needs none.
SERVER = ("postgresql",)

PACKAGE_LIST = r"${db:Status-Status}\t${Package}\t${Provides}\n"

GET_VLC = {
    "win32": (
        "Install VLC 3 for Windows, 64 bit, from https://www.videolan.org/vlc/ "
        "and start this again."
    ),
    "darwin": (
        "Install VLC 3 for macOS from https://www.videolan.org/vlc/ into "
        "Applications and start this again."
    ),
    "linux": (
        "Install VLC 3 and the xcb libraries of Qt 6 with the package tool of "
        "this system and start this again."
    ),
}


def wanted_packages(
    *,
    screen: bool,
    can_make_environments: bool,
    python: tuple[int, int],
    development: bool = False,
) -> tuple[str, ...]:
    """List the Debian packages for this machine.

    Args:
        screen: There is a screen already; otherwise a virtual one is wanted.
        can_make_environments: This Python has `ensurepip`, which Debian splits off.
        python: Version of this Python.
        development: The tests are to run here, not only the program.
    """
    virtual = () if screen else VIRTUAL_SCREEN
    venv = () if can_make_environments else (f"python{python[0]}.{python[1]}-venv",)
    server = SERVER if development else ()
    return PLAYER + SECOND_PLAYER + WINDOWS + FONTS + virtual + venv + server


def installed_packages(listing: str) -> frozenset[str]:
    """Read `dpkg-query -W -f PACKAGE_LIST`: names and what they stand in for.

    Ubuntu 24.04 renamed libraries (libglib2.0-0t64 provides libglib2.0-0), so a
    package that is provided counts as installed.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(
                entry.split()[0] for entry in provides.split(",") if entry.strip()
            )
    return frozenset(names)


def missing_packages(wanted: Iterable[str], listing: str) -> tuple[str, ...]:
    """Return what `dpkg-query -W -f PACKAGE_LIST` did not list as installed."""
    installed = installed_packages(listing)
    return tuple(name for name in wanted if name not in installed)


def apt_get(arguments: Sequence[str], *, root: bool) -> list[str]:
    """Build an apt-get command that asks nothing and waits for another one's lock."""
    return [
        *([] if root else ["sudo"]),
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
        *arguments,
    ]


def install_command(packages: Sequence[str], *, root: bool) -> list[str]:
    """Build the command that installs packages and nothing merely recommended."""
    return apt_get(["install", "-y", "--no-install-recommends", *packages], root=root)


def for_an_administrator(packages: Sequence[str]) -> str:
    """Write the line that somebody with the right to install can paste."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return f"apt-get update && {shlex.join(install)}"


def vlc_places(platform: str, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where VLC's own installers put it on Windows and macOS."""
    if platform == "darwin":
        return (Path("/Applications/VLC.app"),)
    if platform == "win32":
        roots = (environ.get(name) for name in ("ProgramW6432", "ProgramFiles"))
        return tuple(
            Path(root, "VideoLAN", "VLC", "libvlc.dll") for root in roots if root
        )
    return ()


def vlc_advice(platform: str) -> str:
    """Say how to get VLC on a machine whose packages this script cannot install."""
    return GET_VLC.get(platform, GET_VLC["linux"])


def prepare(*, screen: bool, development: bool) -> None:
    """Install the system packages that are missing, or say how to.

    Raises:
        Stuck: Packages are missing and cannot be installed from here.
    """
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        install_missing(screen=screen, development=development)
    elif not vlc_is_here():
        advice = vlc_advice(sys.platform)
        say(f"VLC was not found; the program will open without picture. {advice}")


def vlc_is_here() -> bool:
    """Tell whether libvlc stands where the program will look for it."""
    places = vlc_places(sys.platform, os.environ)
    return any(place.exists() for place in places) or (
        ctypes.util.find_library("vlc") is not None
    )


def install_missing(*, screen: bool, development: bool) -> None:
    """Ask dpkg what is missing and, only then, apt to install it."""
    wanted = wanted_packages(
        screen=screen,
        can_make_environments=importlib.util.find_spec("ensurepip") is not None,
        python=(sys.version_info[0], sys.version_info[1]),
        development=development,
    )
    listing = read(["dpkg-query", "-W", "-f", PACKAGE_LIST])
    missing = missing_packages(wanted, listing)
    if not missing:
        return
    refresh_lists(missing)
    nicer = missing_packages(NICER_FONTS, listing)
    install(missing + tuple(name for name in nicer if is_offered(name)))


def is_offered(package: str) -> bool:
    """Tell whether apt knows a package that not every distribution has."""
    return succeeds(["apt-cache", "show", package])


def may_install() -> bool:
    """Tell whether packages can be installed, as root or with sudo."""
    return os.geteuid() == 0 or shutil.which("sudo") is not None


def refresh_lists(missing: Sequence[str]) -> None:
    """Fetch apt's package lists; an unreachable source of others is no obstacle.

    Raises:
        Stuck: Neither root nor sudo.
    """
    if not may_install():
        raise Stuck(
            "System packages are missing, and installing them needs root or sudo.",
            f"Have an administrator run: {for_an_administrator(missing)}",
        )
    say("Fetching the lists of system packages.")
    root = os.geteuid() == 0
    if not succeeds(apt_get(["update", "-q"], root=root)):
        say("Some of the lists could not be fetched; going on with the others.")


def install(packages: Sequence[str]) -> None:
    """Install packages with apt.

    Raises:
        Stuck: apt could not install them.
    """
    say(f"Installing system packages: {' '.join(packages)}.")
    carry_out(
        install_command(packages, root=os.geteuid() == 0),
        Stuck(
            "The system packages could not be fetched or installed.",
            "Check the network connection and the right to install, then run this "
            f"again, or have an administrator run: {for_an_administrator(packages)}",
        ),
    )
