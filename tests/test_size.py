"""The shape that keeps the code readable: small modules, small functions."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "sitegen").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 45
USUAL_FUNCTION = 30


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def _functions() -> dict[str, int]:
    return {
        f"{path.relative_to(ROOT)}:{node.name}": _length(node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_module_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    lengths = _functions()
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    longer = [name for name, length in lengths.items() if length > USUAL_FUNCTION]
    assert len(longer) <= 0.05 * len(lengths), longer
