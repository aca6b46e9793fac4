from __future__ import annotations

from pathlib import Path

from build_spec.machine import (
    apt_get,
    for_an_administrator,
    install_command,
    installed_packages,
    missing_packages,
    vlc_advice,
    vlc_places,
    wanted_packages,
)

LISTING = (
    "installed\tlibvlc5\t\n"
    "config-files\txvfb\t\n"
    "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0-6ubuntu3), gio-fam\n"
    "not-installed\tfonts-inter\t\n"
)


def test_only_installed_packages_count() -> None:
    assert missing_packages(("libvlc5", "xvfb", "fonts-inter"), LISTING) == (
        "xvfb",
        "fonts-inter",
    )


def test_a_package_under_its_new_name_is_not_missed() -> None:
    assert "libglib2.0-0" in installed_packages(LISTING)
    assert "gio-fam" in installed_packages(LISTING)


def test_an_empty_machine_misses_everything_in_order() -> None:
    assert missing_packages(("b", "a"), "") == ("b", "a")


def test_a_virtual_screen_is_wanted_only_where_there_is_none() -> None:
    def wanted(*, screen: bool) -> tuple[str, ...]:
        return wanted_packages(
            screen=screen, can_make_environments=True, python=(3, 11)
        )

    assert "xvfb" in wanted(screen=False)
    assert "xvfb" not in wanted(screen=True)
    assert "libvlc5" in wanted(screen=True)


def test_the_venv_package_follows_the_python_that_lacks_it() -> None:
    def wanted(*, can: bool) -> tuple[str, ...]:
        return wanted_packages(screen=True, can_make_environments=can, python=(3, 12))

    assert "python3.12-venv" in wanted(can=False)
    assert not any("venv" in name for name in wanted(can=True))


def test_a_database_server_is_wanted_only_where_tests_run() -> None:
    def wanted(*, development: bool) -> tuple[str, ...]:
        return wanted_packages(
            screen=True,
            can_make_environments=True,
            python=(3, 11),
            development=development,
        )

    assert "postgresql" in wanted(development=True)
    assert "postgresql" not in wanted(development=False)


def test_sudo_is_used_only_by_those_who_need_it() -> None:
    assert apt_get(["update"], root=False)[0] == "sudo"
    assert "sudo" not in apt_get(["update"], root=True)


def test_apt_asks_no_questions() -> None:
    command = install_command(["libvlc5"], root=True)
    assert "DEBIAN_FRONTEND=noninteractive" in command
    assert command[-4:] == ["install", "-y", "--no-install-recommends", "libvlc5"]


def test_an_administrator_gets_one_line_to_paste() -> None:
    assert for_an_administrator(["libvlc5", "xvfb"]) == (
        "apt-get update && apt-get install -y --no-install-recommends libvlc5 xvfb"
    )


def test_vlc_is_looked_for_where_its_installers_put_it() -> None:
    places = vlc_places(
        "win32", {"ProgramFiles": "C:/Programs", "ProgramW6432": "D:/Programs"}
    )
    assert places == (
        Path("D:/Programs/VideoLAN/VLC/libvlc.dll"),
        Path("C:/Programs/VideoLAN/VLC/libvlc.dll"),
    )
    assert vlc_places("darwin", {}) == (Path("/Applications/VLC.app"),)
    assert vlc_places("linux", {}) == ()


def test_each_platform_is_told_how_to_get_vlc() -> None:
    assert "Windows, 64 bit" in vlc_advice("win32")
    assert "Applications" in vlc_advice("darwin")
    assert "xcb" in vlc_advice("linux")
    assert vlc_advice("freebsd14") == vlc_advice("linux")
