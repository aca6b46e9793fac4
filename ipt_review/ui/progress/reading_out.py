"""How a chart is to be read, and what stands at its cursor, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.scoring.progress import Measure

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, SeverityScale
    from ipt_review.scoring.progress import Column
    from ipt_review.scoring.rated import Rated


def adequate_from(measure: Measure, codebook: Codebook) -> float | None:
    """Return the codebook's threshold of a result, where it has one as a mean."""
    lines = codebook.thresholds
    return {
        Measure.ADHERENCE: lines.adherence,
        Measure.COMPETENCE: lines.competence,
    }.get(measure)


def score_key(measure: Measure, codebook: Codebook, scale: SeverityScale | None) -> str:
    """Return which line of the chart is whose."""
    parts = ["● supervisor, solid", "□ self, dashed"]
    if scale is not None:
        line = scale.remission_below
        below = "" if line is None else f" (remission below {line})"
        parts.append(f"▽ {scale.label}, dotted{below}")
    least = adequate_from(measure, codebook)
    if least is not None:
        parts.append(f"thin line: adequate from {least:g}")
    return "   ".join(parts)


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
