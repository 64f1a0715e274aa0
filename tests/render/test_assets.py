"""Assets are named by their content, and what names them follows."""

from __future__ import annotations

import re
import time

import pytest

from sitegen.errors import SitegenError
from sitegen.model import OutputFile, Theme
from sitegen.render.assets import asset_path, assets


def theme_of(files: dict[str, bytes]) -> Theme:
    return Theme(
        name="mine",
        files=tuple(OutputFile(path=f"assets/{path}", data=data) for path, data in sorted(files.items())),
    )


def only(files: dict[str, bytes], name: str) -> tuple[str, str]:
    """Return the path and text of one asset."""
    theme = theme_of(files)
    path = asset_path(theme, name)
    return path, next(file.data.decode() for file in assets(theme) if file.path == path)


def test_the_name_changes_with_the_content_and_only_with_it() -> None:
    before, _ = only({"page.js": b"1", "other.js": b"1"}, "page.js")
    assert re.fullmatch(r"assets/page\.[0-9a-f]{8}\.js", before)
    assert only({"page.js": b"1", "other.js": b"2"}, "page.js")[0] == before
    assert only({"page.js": b"2", "other.js": b"1"}, "page.js")[0] != before


def test_imported_layers_become_one_file() -> None:
    files = {
        "site.css": b'@import "a.css";\n@import url("b.css");\np{}\n',
        "a.css": b"a{}\n",
        "b.css": b"b{}\n",
    }
    path, text = only(files, "site.css")
    assert text == "a{}b{}p{}"
    assert [file.path for file in assets(theme_of(files))] == [path]


def test_a_picture_in_a_style_sheet_is_found_under_its_new_name() -> None:
    files = {
        "site.css": b'@import "deep/a.css";',
        "deep/a.css": b"a{background:url(../p/x.svg#i)}",
        "p/x.svg": b"<svg/>",
    }
    picture = asset_path(theme_of(files), "p/x.svg").removeprefix("assets/")
    assert only(files, "site.css")[1] == f'a{{background:url("{picture}#i")}}'


def test_a_style_sheet_gets_a_new_name_when_its_picture_changes() -> None:
    sheet = b"a{background:url(x.svg)}"
    assert (
        only({"site.css": sheet, "x.svg": b"1"}, "site.css")[0]
        != only({"site.css": sheet, "x.svg": b"2"}, "site.css")[0]
    )


def test_addresses_that_are_no_files_of_the_theme_stay() -> None:
    sheet = "a{background:url(data:image/png;base64,AA==)}b{mask:url(#m)}c{background:url(https://example.org/x.png)}"
    assert only({"site.css": sheet.encode()}, "site.css")[1] == sheet


@pytest.mark.parametrize(
    "sheet", [b'@import "gone.css";', b"a{background:url(gone.png)}", b'@import "site.css";']
)
def test_what_a_style_sheet_misses_is_an_expected_failure(sheet: bytes) -> None:
    with pytest.raises(SitegenError, match=r"assets/"):
        assets(theme_of({"site.css": sheet}))


def test_an_asset_that_is_missing_is_an_expected_failure() -> None:
    with pytest.raises(SitegenError, match=r"gone\.js is missing"):
        asset_path(theme_of({}), "gone.js")


def test_imported_scripts_become_one_file_each_once_without_comments() -> None:
    files = {
        "page.js": b'// @import "a.js";\n// @import "b.js";\n/* what it is for */\nrun( 1 );\n',
        "a.js": b'// @import "b.js";\na(); // why\n',
        "b.js": b"/*! licence */\nb();\n",
        "lone.js": b"const text = `a  b`; // why\n",
    }
    path, text = only(files, "page.js")
    assert text.split() == ["/*!", "licence", "*/b();a();run(1);"]
    assert only(files, "lone.js")[1] == files["lone.js"].decode()
    assert {file.path.partition(".")[0] for file in assets(theme_of(files))} == {"assets/page", "assets/lone"}
    assert path.endswith(".js")


def test_a_script_that_imports_what_is_missing_is_told() -> None:
    with pytest.raises(SitegenError):
        only({"page.js": b'// @import "gone.js";\n'}, "page.js")


def test_comments_of_a_style_sheet_and_space_for_its_writer_are_left_out_and_nothing_else() -> None:
    sheet = (
        b'/* why */\n/*! licence */\n.a :is(.b) {\n  content: "/* no */; }"; /* it\'s */ color: red;\n}\n'
        b"@media (min-width: 60rem) {\n  .a:hover .b, .c { margin: 0 calc(1px + 2em); }\n\n  .d { --x: ; }\n}\n"
    )
    expected = (
        '/*! licence */\n.a :is(.b){content:"/* no */; }";color:red}'
        "@media (min-width: 60rem){.a:hover .b, .c{margin:0 calc(1px + 2em)}.d{--x: }}"
    )
    assert only({"site.css": sheet}, "site.css")[1] == expected


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (".d { --x: }", ".d{--x: }"),
        (".d { --x: ; color: red; }", ".d{--x: ;color:red}"),
        (".d { --y: a  { b } ; color: red; }", ".d{--y:a  { b } ;color:red}"),
        (".d { --y: { a: { b; c } }; color: red; }", ".d{--y:{ a: { b; c } };color:red}"),
        (".d { --x: foo: bar; }", ".d{--x:foo: bar}"),
        (".d { --x: url(/a;b{ c) ; }", ".d{--x:url(/a;b{ c) }"),
        (".block--large:hover { color: red; }", ".block--large:hover{color:red}"),
    ],
)
def test_the_value_of_a_custom_property_stays_as_it_is_written(sheet: str, expected: str) -> None:
    assert only({"site.css": sheet.encode()}, "site.css")[1] == expected


@pytest.mark.parametrize(
    "address", ['url("/a)b{ c")', "url( '/a)b{ c' )", r"url(/a\)b{c)", r'url("/a\") ; { b")']
)
def test_an_address_stays_as_it_is_written(address: str) -> None:
    sheet = f".a {{ background: {address}; color: red; }}"
    assert only({"site.css": sheet.encode()}, "site.css")[1] == f".a{{background:{address};color:red}}"


def test_an_escaped_brace_or_blank_of_a_selector_is_none() -> None:
    sheet = rb"a\{ b { color: red; } a\ { color: blue; } .a\' { color: green; } .b\' { color: red; }"
    expected = r"a\{ b{color:red}a\ {color:blue}.a\'{color:green}.b\'{color:red}"
    assert only({"site.css": sheet}, "site.css")[1] == expected


@pytest.mark.parametrize("piece", [" ", "\n", "\n ", "/*", '\\"', " --x:(", "; ", "{ "])
def test_a_long_run_of_anything_takes_time_by_its_length(piece: str) -> None:
    began = time.process_time()
    only({"site.css": (".a{b:c" + piece * 30_000 + "d").encode()}, "site.css")
    assert time.process_time() - began < 3


def test_a_comment_between_two_selectors_parts_them_only_where_there_was_space() -> None:
    sheet = b".note /* big */.title { color: red; }\n.note/* big */.title { color: blue; }\n"
    css = only({"site.css": sheet}, "site.css")[1]
    assert ".note .title{color:red}" in css
    assert ".note.title{color:blue}" in css
