from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from sitegen.archive import Reusing, fingerprints, reuses, shared_words
from sitegen.archive.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report

_PLACES = "锦屏书院翠湖北里东街南桥西园河畔"


def _sentences(draw: Random) -> list[str]:
    """Return sentences that are long enough to be told, of letters that hardly repeat."""
    signs = [chr(number) for number in range(0x4E00, 0x6E00)]
    return ["".join(draw.sample(signs, k=48)) + "。" for _ in range(9)]


def test_what_was_found_before_changes_nothing(make_report: Callable[..., Report]) -> None:
    draw, kept, longest, told = Random(11), Sharing(), 0, Reusing()
    sentences = _sentences(draw)

    def some_report(number: int) -> Report:
        chosen = draw.choices(sentences, k=draw.randint(0, 3))
        own = "".join(draw.choices(_PLACES, k=draw.randint(0, 20)))
        return make_report(
            f"r{number:02}",
            *(own + each for each in chosen),
            issuer=f"office{number % 8}",
            year=2020 + number // 8,
        )

    def edited(report: Report) -> Report:
        texts = [passage.text for passage in report.passages]
        at = draw.randrange(len(texts) + 1)
        texts[at : at + draw.randint(0, 1)] = draw.choices(sentences, k=draw.randint(0, 2))
        return make_report(report.id, *texts, issuer=report.meta.issuer, year=report.meta.year)

    reports = {number: some_report(number) for number in range(20)}
    prints = {number: fingerprints(report) for number, report in reports.items()}
    for _ in range(80):
        for number in draw.sample(range(24), k=draw.randint(1, 3)):
            if number in reports and draw.random() < 0.2:
                del reports[number], prints[number]
            else:
                known = reports.get(number) if draw.random() < 0.7 else None
                reports[number] = edited(known) if known else some_report(number)
                prints[number] = fingerprints(reports[number])
        order = sorted(reports)
        now = [reports[number] for number in order], [prints[number] for number in order]
        found = kept.reports_in_common(*now)
        scratch = Sharing().reports_in_common(*now)
        assert found == scratch
        assert all(
            one is other
            for pair in zip(found, scratch, strict=True)
            for one, other in zip(*(each[:2] for each in pair), strict=True)
        )
        assert kept.reports_in_common(*now) == found
        shared = told.reuses(*now, lambda pairs: [shared_words(*each) for each in pairs])
        assert tuple(shared) == reuses(*now)
        longest = max(longest, len(found))
    assert longest > 10
