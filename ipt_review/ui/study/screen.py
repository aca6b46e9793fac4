"""The Study room: its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ipt_review.ui.study.assign_page import AssignPage
from ipt_review.ui.study.blinding_page import BlindingPage
from ipt_review.ui.study.codings_page import CodingsPage
from ipt_review.ui.study.consent_page import ConsentPage
from ipt_review.ui.study.drift_page import DriftPage
from ipt_review.ui.study.freeze_page import FreezePage
from ipt_review.ui.study.log_page import LogPage
from ipt_review.ui.study.packages_page import PackagesPage
from ipt_review.ui.study.reliability_page import ReliabilityPage
from ipt_review.ui.study.sample_page import SamplePage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTabBar

    from ipt_review.ui.theme import Theme


class StudyScreen(QWidget):
    """Holds the pages for whoever coordinates a study, and for its adjudicators."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample = SamplePage()
        self.assign = AssignPage()
        self.packages = PackagesPage()
        self.blinding = BlindingPage()
        self.consent = ConsentPage()
        self.codings = CodingsPage()
        self.freeze = FreezePage()
        self.log = LogPage()
        self.reliability = ReliabilityPage(theme)
        self.drift = DriftPage(theme)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Pages of the Study room")
        self.tabs.setDocumentMode(True)
        for page, title in (
            (self.sample, "Sample"),
            (self.assign, "Assignments"),
            (self.blinding, "Blinding"),
            (self.codings, "Codings"),
            (self.reliability, "Reliability"),
            (self.drift, "Drift"),
            (self.consent, "Consent"),
            (self.freeze, "Freeze"),
            (self.log, "Log"),
            (self.packages, "Packages"),
        ):
            self.tabs.addTab(page, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(self.tabs)

    def open_pages(self, *, coordinates: bool) -> None:
        """Show all pages to whoever coordinates, those on agreement to others."""
        for place in range(self.tabs.count()):
            theirs = self.tabs.widget(place) in (self.reliability, self.drift)
            self.tabs.setTabVisible(place, coordinates or theirs)

    @property
    def bar(self) -> QTabBar:
        """The titles of the pages, where one begins with the keyboard."""
        return self.tabs.tabBar()
