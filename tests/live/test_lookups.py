from __future__ import annotations

import random

from sitegen.live.lookups import Shown
from sitegen.model import Archive, Ref, Related, by_origin
from sitegen.render import by, shown


def _links(draw: random.Random, reports: int, count: int) -> list[Related]:
    """Return links between clauses of many reports, in both directions, grouped by origin."""
    found: dict[tuple[Ref, Ref], Related] = {}
    for _ in range(count):
        first, second = (
            Ref(report=f"office/{report}", anchor=f"s1-p{draw.randint(1, 9)}-c{draw.randint(1, 2)}")
            for report in draw.sample(range(reports), 2)
        )
        score, is_confirmed = draw.random(), draw.random() < 0.01
        for origin, target in ((first, second), (second, first)):
            found[origin, target] = Related(
                origin=origin, target=target, score=score, grade="same", terms=(), is_confirmed=is_confirmed
            )
    return sorted(found.values(), key=lambda each: (each.origin, -each.score, each.target))


def test_the_links_that_are_shown_follow_every_change_as_if_chosen_from_scratch() -> None:
    draw, remembered = random.Random(7), Shown()
    links = _links(draw, 30, 6000)
    for _ in range(6):
        scratch = by(shown(Archive(reports=(), related=tuple(links))).related, lambda one: one.origin.report)
        assert sum(map(len, scratch.values())) < len(links)
        assert remembered(by_origin(links)) == scratch
        gone, other = (f"office/{draw.randrange(30)}" for _ in range(2))
        links = [each for each in links if gone not in {each.origin.report, each.target.report}]
        fresh = [each for each in _links(draw, 30, 200) if other in {each.origin.report, each.target.report}]
        known = {(each.origin, each.target) for each in links}
        links += [each for each in fresh if (each.origin, each.target) not in known]
    assert remembered({}) == {}
