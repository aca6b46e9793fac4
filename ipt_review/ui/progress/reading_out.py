"""What stands at the cursor of a chart, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.codebook import SeverityScale
    from ipt_review.scoring.progress import Column, Measure
    from ipt_review.scoring.rated import Rated


def score_words(column: Column, measure: Measure, scale: SeverityScale | None) -> str:
    """Return both sides' means of one session with what they rest on, and severity."""
    said = [f"Session {column.session.number}"]
    tape = column.tape
    if tape is None:
        said.append("no tape")
    elif tape.hidden:
        said.append("shown once you submitted your own review")
    elif tape.supervisor is None and tape.own is None:
        said.append("not rated")
    else:
        said.append(f"supervisor {_mean(tape.supervisor, measure)}")
        said.append(f"self {_mean(tape.own, measure)}")
    total = column.session.severity_on(scale.id) if scale is not None else None
    if scale is not None and total is not None:
        said.append(f"{scale.label} {total.total}")
    return f"{said[0]}: {', '.join(said[1:])}"


def _mean(rated: Rated | None, measure: Measure) -> str:
    mean = measure.of(rated)
    if mean is None:
        return "–"
    value = "–" if mean.value is None else f"{mean.value:.1f}"
    return f"{value} ({mean.rated} of {mean.applicable} items)"
