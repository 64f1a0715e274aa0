"""Templates become pages here: the one home of Jinja2.

A theme is a value, its templates come from that value and from nowhere else.  Autoescape is always
on, whatever a template is called, and a variable that does not exist is an error.  Templates run in
Jinja2's sandbox: themes are passed around by people who keep archives, not by programmers, and one
that was found somewhere must not be able to run Python.  An environment is made once per theme.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from types import BuiltinMethodType, MethodType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_FUNCTION_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
    UNSAFE_METHOD_ATTRIBUTES,
    SandboxedEnvironment,
)

from sitegen.errors import SitegenError, problem
from sitegen.render.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from sitegen.model import Theme

TEMPLATES: Final = "templates/"
STRINGS: Final = "strings"
_INTERNAL: Final = frozenset(
    {
        *UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
        *UNSAFE_COROUTINE_ATTRIBUTES,
        *UNSAFE_FUNCTION_ATTRIBUTES,
        *UNSAFE_GENERATOR_ATTRIBUTES,
        *UNSAFE_METHOD_ATTRIBUTES,
        *("f_back", "f_builtins", "f_code", "f_globals", "f_locals", "mro", "tb_frame", "tb_next"),
    }
)

_METHODS: Final = (MethodType, BuiltinMethodType)


class Sandbox(SandboxedEnvironment):
    """Jinja2's sandbox with a plainer rule: the names it refuses for some types are refused for all.

    That is stricter and, asked a thousand times a page, three times as fast.  What templates are
    given is frozen, so that nothing they can reach outlives the page.
    """

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may read the attribute `attr`."""
        del obj, value
        return not attr.startswith("_") and attr not in _INTERNAL

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever templates are given
        """Return an attribute; the sandbox has more to say only of methods, of which one formats texts."""
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        if isinstance(value, _METHODS) or not self.is_safe_attribute(obj, attribute, value):
            return super().getattr(obj, attribute)
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - whatever templates are given
        """Return what an object has under a name; most have attributes only, and to try the other costs a failure each time."""
        if isinstance(argument, str) and not hasattr(type(obj), "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


class Strings:
    """A table of the theme's strings: `t.search.label`; a name that is missing is an error in the template."""

    __slots__ = ("_name", "_table")

    def __init__(self, table: Mapping[str, Any], name: str = "t") -> None:
        self._table, self._name = table, name

    def __getattr__(self, key: str) -> Strings | str | Undefined:
        if key not in self._table:
            return StrictUndefined(f"there is no string “{self._name}.{key}”")
        value = self._table[key]
        return Strings(value, f"{self._name}.{key}") if isinstance(value, dict) else str(value)

    __getitem__ = __getattr__


def render_template(theme: Theme, name: str, variables: Mapping[str, object]) -> str:
    """Render the template `name` of a theme.

    Raises `SitegenError` (`template-broken`) naming template and line where a template is missing, is no
    valid Jinja2, uses a variable that does not exist, or fails in any other way.
    """
    environment = _environment(theme)
    try:
        return environment.get_template(name).render(variables)
    except TemplateSyntaxError as error:
        raise _broken(theme, error.name or name, error.lineno, error) from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        where, line = _place(error.__traceback__, name)
        raise _broken(theme, where, line, error) from error


def strings(theme: Theme) -> Strings:
    """Return the strings of a theme: `strings.toml`, then every other `strings*.toml` over it by name."""
    return Strings(_tables(theme))


def table(theme: Theme, name: str) -> dict[str, str]:
    """Return one table of the strings of a theme, for what is written without a template."""
    return {key: str(text) for key, text in _tables(theme)[name].items()}


def broken(theme: Theme, where: str, reason: str, line: int = 0) -> SitegenError:
    """Return the failure that says that a file of a theme cannot be used."""
    return SitegenError(problem("template-broken", where=f"{theme.name}/{where}", line=line, said=reason))


@lru_cache(maxsize=4)
def _environment(theme: Theme) -> Sandbox:
    sources = {
        file.path.removeprefix(TEMPLATES): _decoded(theme, file.path, file.data)
        for file in theme.files
        if file.path.startswith(TEMPLATES)
    }
    environment = Sandbox(
        loader=FunctionLoader(lambda name: (sources[name], name, lambda: True) if name in sources else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(FILTERS)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


@lru_cache(maxsize=4)
def _tables(theme: Theme) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    files = [file for file in theme.files if file.path.startswith(STRINGS) and file.path.endswith(".toml")]
    for file in sorted(files, key=lambda file: (file.path != f"{STRINGS}.toml", file.path)):
        try:
            tables = _merged(tables, tomllib.loads(_decoded(theme, file.path, file.data)))
        except tomllib.TOMLDecodeError as error:
            raise broken(theme, file.path, str(error)) from error
    return tables


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table."""
    both = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = _merged(below[key], above[key])
    return both


def _decoded(theme: Theme, path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise broken(theme, path, str(error)) from error


def _broken(theme: Theme, name: str, line: int, error: Exception) -> SitegenError:
    reason = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        reason = f"{error.name} is missing"
    return broken(theme, f"{TEMPLATES}{name}", reason, line)


def _place(traceback: TracebackType | None, name: str) -> tuple[str, int]:
    """Return the innermost template and its line in a traceback: Jinja2 names its frames after them."""
    place = (name, 0)
    while traceback:
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            place = (traceback.tb_frame.f_code.co_filename, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place
