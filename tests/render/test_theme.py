"""A theme's templates and strings: where they come from, what they may do, how their faults are told."""

from __future__ import annotations

import pytest

from sitegen.errors import SitegenError
from sitegen.model import OutputFile, Theme
from sitegen.render.theme import render_template, strings


def theme_of(**files: str) -> Theme:
    named = {key.replace("__", "/").replace("_dot_", "."): text for key, text in files.items()}
    return Theme(
        name="mine",
        files=tuple(OutputFile(path=path, data=text.encode()) for path, text in sorted(named.items())),
    )


def rendered(template: str, **variables: object) -> str:
    return render_template(theme_of(templates__a_dot_html=template), "a.html", variables)


def fault(template: str, **variables: object) -> str:
    with pytest.raises(SitegenError) as caught:
        rendered(template, **variables)
    return str(caught.value)


def test_every_value_is_escaped_whatever_the_template_is_called() -> None:
    theme = theme_of(templates__a_dot_txt="{{ word }}")
    assert render_template(theme, "a.txt", {"word": "<b>"}) == "&lt;b&gt;"


def test_a_variable_that_does_not_exist_is_told_with_template_and_line() -> None:
    assert fault("一\n\n{{ nothing }}").startswith("mine/templates/a.html:3 ")


def test_a_fault_in_an_included_template_names_that_template() -> None:
    theme = theme_of(templates__a_dot_html="{% include 'b.html' %}", templates__b_dot_html="\n{{ nothing }}")
    with pytest.raises(SitegenError) as caught:
        render_template(theme, "a.html", {})
    assert (caught.value.problem.where, caught.value.problem.line) == ("mine/templates/b.html", 2)


@pytest.mark.parametrize(
    "template",
    [
        "{% if %}",
        "\n{% block",
        "{{ 1 +",
        "{% include 'gone.html' %}",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{% include 'a.html' %}",
    ],
)
def test_broken_templates_are_expected_failures(template: str) -> None:
    assert fault(template).startswith("mine/templates/a.html")


def test_a_missing_template_is_an_expected_failure() -> None:
    with pytest.raises(SitegenError, match=r"gone\.html is missing"):
        render_template(theme_of(), "gone.html", {})


def test_templates_in_another_encoding_are_expected_failures() -> None:
    theme = Theme(name="mine", files=(OutputFile(path="templates/a.html", data="街".encode("gb18030")),))
    with pytest.raises(SitegenError, match=r"templates/a\.html"):
        render_template(theme, "a.html", {})


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ word.__init__ }}",
        "{{ some.gi_frame }}",
        "{{ act.__globals__ }}",
        "{{ act.func_globals }}",
        "{{ self._TemplateReference__context }}",
        "{{ '{0.__class__}'.format(word) }}",
        "{% set names = ['__cla', 'ss__'] %}{{ word[names|join] }}",
        "{{ word|attr('__class__') }}",
        "{{ range(999999999)|list }}",
    ],
)
def test_a_template_cannot_reach_python(attack: str) -> None:
    some = (number for number in range(3))
    assert fault(attack, word="街道", some=some, act=lambda: 1)


def test_strings_are_read_by_name_and_filled_in() -> None:
    theme = theme_of(strings_dot_toml='[count]\nreports = "{n} 份"\n')
    assert strings(theme).count.reports == "{n} 份"
    assert rendered("{{ t.count.reports.format(n=3) }}", t=strings(theme)) == "3 份"


def test_further_string_files_change_single_strings() -> None:
    theme = theme_of(
        strings_dot_toml='[a]\nb = "一"\nc = "二"\n', strings_dot_mine_dot_toml='[a]\nc = "三"\n'
    )
    assert (strings(theme).a.b, strings(theme).a.c) == ("一", "三")


def test_a_string_that_is_missing_is_told_by_its_name() -> None:
    assert "t.count.gone" in fault("{{ t.count.gone }}", t=strings(theme_of(strings_dot_toml="[count]\n")))


def test_a_broken_string_file_is_an_expected_failure() -> None:
    with pytest.raises(SitegenError, match=r"strings\.toml"):
        strings(theme_of(strings_dot_toml="[count\n"))
