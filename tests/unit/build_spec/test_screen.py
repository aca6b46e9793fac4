from __future__ import annotations

from pathlib import Path

import pytest

from build_spec.screen import at_home, has_screen, speaks_utf8

NOWHERE = "/surely/not/a/folder"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_screen(platform: str) -> None:
    assert has_screen(platform, {})


def test_linux_has_a_screen_when_a_display_is_named() -> None:
    assert has_screen("linux", {"DISPLAY": ":0"})
    assert has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert not has_screen("linux", {"DISPLAY": ""})
    assert not has_screen("linux", {})


@pytest.mark.parametrize(
    ("environ", "claim"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "en_US.utf8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, False),
    ],
)
def test_the_strongest_variable_decides_about_utf8(
    environ: dict[str, str], *, claim: bool
) -> None:
    assert speaks_utf8(environ) is claim


def test_a_bare_machine_gets_a_locale_and_a_folder_for_sockets(tmp_path: Path) -> None:
    bare = {"LANG": "C", "XDG_RUNTIME_DIR": NOWHERE, "HOME": "/root"}
    assert at_home(bare, tmp_path) == {
        "LANG": "C",
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "HOME": "/root",
    }


def test_a_settled_machine_keeps_its_own(tmp_path: Path) -> None:
    settled = {"LANG": "da_DK.UTF-8", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert at_home(settled, Path(NOWHERE)) == settled
