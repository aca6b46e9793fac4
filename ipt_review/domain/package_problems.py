"""What can be wrong with a rater package; none of it changes anything."""

from __future__ import annotations

from ipt_review.domain.problems import ReviewError

ASK_AGAIN = "Have it sent once more."


class NotAPackage(ReviewError):
    """A file that is no package."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not a rater package.",
            "Choose a file whose name ends in .iptpackage.",
        )


class UnreadablePackage(ReviewError):
    """A file that cannot be read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be read: {reason}.", "Choose another file.")


class DamagedPackage(ReviewError):
    """A package of which something is missing, or was altered on its way."""

    def __init__(self) -> None:
        super().__init__(
            "This package is damaged or was altered on its way; nothing was taken in.",
            ASK_AGAIN,
        )


class NewerPackage(ReviewError):
    """A package that a newer version of the program made."""

    def __init__(self) -> None:
        super().__init__(
            "A newer version of IPT Review made this package.",
            "Install that version, and try again.",
        )


class WrongPackageCode(ReviewError):
    """A code that does not open a package, or one that was altered."""

    def __init__(self) -> None:
        super().__init__(
            "The package does not open with this code, or it was altered on its way.",
            "Type the code as it was given to you, or have the package sent once more.",
        )


class CodeNeeded(ReviewError):
    """A package that was to be opened without its code."""

    def __init__(self) -> None:
        super().__init__(
            "This package opens with a code.",
            "Whoever coordinates the study gave it to you apart from the file.",
        )


class ForAnotherStudy(ReviewError):
    """A package that belongs to another study than the one that is open."""

    def __init__(self) -> None:
        super().__init__(
            "This package belongs to another study.",
            "Open that study first, and take the package in there.",
        )


class ForAnotherKey(ReviewError):
    """A package of this study that its keys do not open."""

    def __init__(self) -> None:
        super().__init__(
            "This file of the study has not the key for this package.",
            "Take it in where the package for this rater was made.",
        )


class UnknownSender(ReviewError):
    """A package signed by nobody whom the study gave tapes to."""

    def __init__(self) -> None:
        super().__init__(
            "This package is signed by nobody who got tapes from this study.",
            "Ask the rater whose it is said to be to return their work once more.",
        )


class OtherWay(ReviewError):
    """A package that goes the other way."""

    def __init__(self, *, to_rater: bool) -> None:
        if to_rater:
            super().__init__(
                "This package holds tapes for a rater, and no finished work.",
                "The rater opens it by “Open a rater package…” in the Study menu.",
            )
        else:
            super().__init__(
                "This package holds what a rater returned.",
                "Open the study and take it in there: Study room, Packages.",
            )


class NotTheirs(ReviewError):
    """A package with work that its rater was not given or did not do."""

    def __init__(self) -> None:
        super().__init__(
            "This package holds work that is not its rater’s; nothing was taken in.",
            "Ask the rater to return their work from the study that they were sent.",
        )


class BrokenRecord(ReviewError):
    """A coding in a package whose audit trail does not hold."""

    def __init__(self) -> None:
        super().__init__(
            "The audit trail of a coding in this package does not hold; nothing was "
            "taken in.",
            "Ask the rater to check their audit trail, and to return their work anew.",
        )


class BegunTwice(ReviewError):
    """A tape that was begun in two places under two codebooks."""

    def __init__(self) -> None:
        super().__init__(
            "A tape of this package was begun here with another codebook; nothing was "
            "taken in.",
            "Assign the tape to the rater anew, and send a new package.",
        )


class OfAnotherRater(ReviewError):
    """A package for somebody else than the rater whose study is open."""

    def __init__(self) -> None:
        super().__init__(
            "This package is for another rater.", "Ask whoever coordinates the study."
        )


class NothingToSend(ReviewError):
    """A rater without any tape was to get a package."""

    def __init__(self, handle: str) -> None:
        super().__init__(
            f"{handle} has no tape to code.", "Assign tapes to them first."
        )


class NoRaterStudy(ReviewError):
    """Work was to be returned out of a study that came from no package."""

    def __init__(self) -> None:
        super().__init__(
            "This study did not come from a package, so there is nowhere to return to.",
            "Open the study that you made from the package you were sent.",
        )


class NotFromAServer(ReviewError):
    """A package was to be made or taken in by a study that is kept on a server."""

    def __init__(self) -> None:
        super().__init__(
            "Packages are made and taken in by studies that are kept in a file.",
            "The raters of a study on a server enter it with their own logins.",
        )
