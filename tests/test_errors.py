from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

from sitegen.errors import KINDS, CombinedError, SitegenError, describe, problem

PACKAGE = Path(__file__).parent.parent / "sitegen"


def _used() -> set[str]:
    codes = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in KINDS:
                codes.add(node.value)
    return codes


def test_every_kind_of_problem_can_occur() -> None:
    assert set(KINDS) - _used() == set()


def test_every_kind_says_what_and_where_it_is_grave_what_to_do() -> None:
    for code, kind in KINDS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
        assert kind.message[0].isupper() or kind.message[0] in "“{"
        assert kind.hint or kind.severity == "note", code


def test_a_problem_in_words_has_place_message_and_hint() -> None:
    found = problem("number-gap", "报告.txt", 12, number="三、", previous="一、")
    assert describe(found) == ("报告.txt:12", "“三、” follows “一、”.", "Was a section lost between them?")


def test_hostile_values_do_not_become_fields() -> None:
    found = problem("year-unknown", "{where}", title="{0.__class__} {x}")
    assert describe(found)[1] == "The year cannot be told from “{0.__class__} {x}”."


def test_failures_survive_the_way_out_of_a_worker_process() -> None:
    one, other = problem("port-taken", port=1, reason="x"), problem("content-missing", path="content")
    failed = pickle.loads(pickle.dumps(SitegenError(one)))  # noqa: S301 - packed a moment ago
    assert (failed.problem, str(failed)) == (one, str(SitegenError(one)))
    assert pickle.loads(pickle.dumps(CombinedError((one, other)))).problems == (one, other)  # noqa: S301
