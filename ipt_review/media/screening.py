"""How a tape of several files is played: by two projectors that take turns.

While one plays, the other is made ready with what comes next, so that the tape goes on
at a border without waiting for a file to open. Where there is no file, a clock runs.
Everything here happens in one `Turns`. Positions are in the session's ms.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.audience import Audience
from ipt_review.media.engine import Report, State
from ipt_review.media.projector import Projector
from ipt_review.media.running_order import RunningOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.media.engine import Engine, Picture
    from ipt_review.media.projector import Turns

LOOKS = 0.25
"""How often a running tape is looked at, in seconds."""

SOONEST = 0.005
"""How soon it is looked at again at the soonest, in seconds."""

READY_BEFORE = 10 * MS_PER_SECOND
"""How long before a border the file beyond it is made ready, in ms of tape."""

GRACE = 400
"""How long a file may run on after its end before the next one takes over, in ms."""

NEAR_THE_END = 2_000
"""How far before its known end a file may end and still be whole, in ms. libvlc says of
some sound files that they have ended when their last second is still in its buffers."""

SAME_FRAME = 200
"""How far before a place the frame that is ready there may begin, in ms."""

STANDING = (State.PAUSED, State.PLAYING, State.ENDED)


class Screening:
    """Two projectors, the files of a tape, and where in them the tape stands.

    Args:
        engine: One of the two that play.
        turns: Where everything here is done.
        now: The monotonic clock, in seconds.

    Attributes:
        skips_gaps: Whether a running tape goes from one file straight to the next.
    """

    def __init__(self, engine: Engine, turns: Turns, now: Callable[[], float]) -> None:
        self.audience = Audience(turns.guard)
        self.skips_gaps = False
        self.projectors = Projector(engine, now), Projector(engine.twin(), now)
        self._turns = turns
        self._now = now
        self._order = RunningOrder()
        self._here = 0
        self._lit: Projector | None = None
        self._running = self._over = False
        self._grows = False  # the length is what the one file's engine says
        self._rate = 1.0
        self._told = Report(State.EMPTY, 0, 0.0)
        for projector in self.projectors:
            self._follow(projector)

    def _follow(self, projector: Projector) -> None:
        do = self._turns.do
        projector.engine.listen(lambda said: do(partial(self._hear, projector, said)))
        projector.engine.watch(lambda seen: do(partial(self._see, projector, seen)))

    # What is asked for.

    def take_in(self, order: RunningOrder, start: int, *, grows: bool = False) -> None:
        """Take in a tape, to stand at `start`.

        With `grows` it has one file and is as long as that file's engine says.
        """
        self._turns.drop_plans()
        for projector in self.projectors:
            projector.empty()
        before, self._lit = self._lit, None
        self._order, self._grows, self._running = order, grows, False
        self._told = Report(State.EMPTY, start, self._now(), self._rate)
        self._go(start)
        if before is not None and before is not self._lit:
            before.engine.pause()

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        if self._running or self._told.state is State.FAILED or not self._order.files:
            return
        self._running = True
        if self._over:
            self._go(0)
        elif self._lit is None:
            self._stand(self._told.position)
        else:
            self._lit.play()

    def pause(self) -> None:
        """Hold the tape."""
        if not self._running:
            return
        self._running = False
        lit = self._lit
        if lit is None:
            self._stand(self._moment())
            return
        lit.engine.pause()
        if lit.report is not None and lit.report.state is State.PAUSED:
            self._pass_on(lit, lit.report)

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not."""
        if self._told.state is not State.FAILED and self._order.files:
            self._go(position)

    def set_rate(self, rate: float) -> None:
        """Run at `rate`."""
        here = self._moment()
        self._rate = rate
        for projector in self.projectors:
            projector.engine.set_rate(rate)
        if self._lit is None and self._told.state in STANDING:
            self._stand(here)

    def choose_file(self, number: int | None) -> None:
        """Have this file seen and heard wherever it is there, or the usual one."""
        self._reorder(replace(self._order, chosen=number))

    def on_lit(self, ask: Callable[[Engine], None]) -> None:
        """Ask something of the engine whose file is heard."""
        if self._lit is not None:
            ask(self._lit.engine)

    def let_go(self) -> None:
        """Let go of both engines and of everybody who listens."""
        self.audience.leave()
        self._turns.drop_plans()
        for projector in self.projectors:
            projector.number = None
            projector.engine.close()

    # Where the tape stands, and what plays there.

    def _go(self, position: int) -> None:
        """Stand at `position`, on the file that is there."""
        position = max(0, min(position, self._order.length or position))
        self._over = False
        self._enter(self._order.at(position), position)

    def _reorder(self, order: RunningOrder) -> None:
        """Go on where the tape stands, after something about its files changed."""
        here, self._order = self._moment(), order
        self._here = order.at(here)
        number = self._lit.number if self._lit else None
        if order.line[self._here].file != number and self._told.state in STANDING:
            self._enter(self._here, here)

    def _enter(self, index: int, position: int) -> None:
        self._here = index
        number, before = self._order.line[index].file, self._lit
        self._lit = None if number is None else self._projector_for(number)
        if before is not None and before is not self._lit:
            before.engine.pause()
        if self._lit is None or number is None:
            self._stand(position)
            return
        file = self._order.files[number]
        self._lit.cue(number, file, position - file.offset)
        if self._running:
            self._lit.play()
        if self._lit is not before:
            self._change_over(self._lit, position)

    def _change_over(self, lit: Projector, position: int) -> None:
        """Say where the tape stands until the projector that took over says it."""
        here = position - self._offset(lit)
        if self._told.state in STANDING:
            known = lit.report or Report(State.PAUSED, here, 0.0)
            moment = replace(known, position=here, at=self._now(), rate=self._rate)
            self._pass_on(lit, replace(moment, state=State.PAUSED))
        ready = lit.picture
        if ready is not None and 0 <= here - ready.position <= SAME_FRAME:
            self._show(lit, replace(ready, at=self._now()))

    def _projector_for(self, number: int) -> Projector:
        """Return the projector that has this file, or else the one that is dark."""
        first, second = self.projectors
        for each in self.projectors:
            if each.number == number:
                return each
        return second if self._lit is first else first

    def _stand(self, position: int) -> None:
        """Stand or run where no file is."""
        state = State.PLAYING if self._running else State.PAUSED
        end = self._order.line[self._here].span.end
        moment = Report(
            State.ENDED if self._over else state,
            position,
            self._now(),
            self._rate,
            self._order.length,
            self._order.missing_at(position),
            waits_at=end if self._running else None,
            file=None,
        )
        self._tell(moment)

    def _moment(self) -> int:
        """Return where the tape stands now."""
        told = self._told
        moment = self._run_on() if told.state is State.PLAYING else told.position
        return moment if told.waits_at is None else min(moment, told.waits_at)

    def _run_on(self) -> int:
        elapsed = max(0.0, self._now() - self._told.at)
        return self._told.position + round(elapsed * MS_PER_SECOND * self._told.rate)

    def _offset(self, projector: Projector) -> int:
        return self._order.files[projector.number or 0].offset

    # What time brings.

    def _look(self) -> None:
        """See whether the tape has come to a border."""
        if not self._running or self._grows:
            return
        here, end = self._moment(), self._order.line[self._here].span.end
        cut = not self._order.ends_by_itself(self._here)
        if here >= end and (cut or self._run_on() >= end + GRACE):
            self._cross()
            return
        if self._lit is None:
            self._stand(here)
        else:
            self._plan_look()
        if end - here <= READY_BEFORE * self._rate:
            self._make_ready()

    def _plan_look(self) -> None:
        left = self._order.line[self._here].span.end - self._moment()
        soon = left / MS_PER_SECOND / self._rate
        self._turns.plan(self._look, min(LOOKS, max(soon, SOONEST)))

    def _make_ready(self) -> None:
        """Have the dark projector stand where the next file takes over."""
        following = self._following()
        stretch = None if following is None else self._order.line[following]
        if stretch is None or stretch.file is None:
            return
        projector = self._projector_for(stretch.file)
        if projector is not self._lit:
            file = self._order.files[stretch.file]
            projector.cue(stretch.file, file, stretch.span.start - file.offset)

    def _following(self) -> int | None:
        return self._order.following(self._here, skips_gaps=self.skips_gaps)

    def _cross(self) -> None:
        following = self._following()
        if following is None:
            self._finish(self._order.length)
        else:
            self._enter(following, self._order.line[following].span.start)

    def _finish(self, position: int) -> None:
        lit, self._running, self._over = self._lit, False, True
        if lit is None or lit.report is None:
            self._stand(position)
            return
        if lit.report.state is State.PLAYING:
            lit.engine.pause()
        self._pass_on(lit, replace(lit.report, position=position - self._offset(lit)))

    # What the engines say.

    def _see(self, projector: Projector, picture: Picture) -> None:
        if projector.sees(picture) and projector is self._lit:
            self._show(projector, picture)

    def _show(self, projector: Projector, picture: Picture) -> None:
        position = picture.position + self._offset(projector)
        self.audience.show(replace(picture, position=position))

    def _hear(self, projector: Projector, report: Report) -> None:
        lit = projector is self._lit
        if not projector.hears(report):
            if lit and self._running and report.state is State.ENDED:
                projector.engine.play()  # it had ended before it heard of the seek
        elif report.state is State.FAILED:
            self._break(projector, report)
        elif lit:
            if self._grows and report.length != self._order.length:
                self._order = self._order.lasting(report.length)
            if report.state is State.ENDED and self._running:
                self._ran_out(projector, report)
            else:
                self._pass_on(projector, report)

    def _pass_on(self, projector: Projector, report: Report) -> None:
        """Say in the session's time what a projector says in its file's."""
        offset, state = self._offset(projector), report.state
        position = min(offset + report.position, self._order.length)
        end = None if self._grows else self._order.line[self._here].span.end
        waits = end if report.waits_at is None else offset + report.waits_at
        if self._over:
            state, position = State.ENDED, max(position, self._told.position)
        elif self._running and state is not State.PLAYING:
            state, waits = State.PLAYING, position
        told = replace(
            report,
            state=state,
            position=position,
            length=self._order.length,
            waits_at=waits if state is State.PLAYING else None,
            file=projector.number,
            origin=offset,
        )
        self._tell(told)

    def _ran_out(self, projector: Projector, report: Report) -> None:
        """Go on after the end of a file, which may come before it was expected."""
        number = projector.number or 0
        end = self._offset(projector) + report.position
        if self._order.line[self._here].span.end - end <= NEAR_THE_END:
            self._cross()
        elif self._grows:
            self._finish(end)
        else:
            self._order = self._order.shortened(number, report.position)
            self._go(end)

    def _break(self, projector: Projector, report: Report) -> None:
        """Go on without a file that cannot be played."""
        number, projector.number = projector.number or 0, None
        self._order = self._order.without(number, report.problem)
        here = self._moment()
        self._here = self._order.at(here)
        if self._order.is_lost:
            self._running, self._lit = False, None
            self._tell(replace(report, length=self._order.length))
        elif projector is self._lit:
            self._lit = None
            self._go(here)

    def _tell(self, report: Report) -> None:
        self._told = report
        self._turns.drop_plans()
        if report.state is State.PLAYING:
            self._plan_look()
        self.audience.tell(report)
