"""Bad web pages and texts: encodings, markup that wants to run, nesting, titles and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bad_inputs.case import BODY, Case
from bad_inputs.words import HOLDS

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = BODY + "".join(
    f"街道持续推进第{n}个社区的为民服务工作，居民的获得感、幸福感、安全感不断增强。\n"
    for n in "一二三四五六七八九十"
)
"""Long enough to tell its encoding by its characters."""
PARAGRAPHS = "".join(f"<p>{line}</p>\n" for line in LONG.splitlines())
TRADITIONAL = (
    LONG.translate(str.maketrans("总结环电户务适个为获断强进动续实满", "總結環電戶務適個為獲斷強進動續實滿"))
    .replace("完成加装", "完成加裝")
    .replace("余户", "餘戶")
    .replace("惠及", "惠及")
    .replace("街道", "街道")
    .replace("台", "臺")
    .replace("区", "區")
)


def page(body: str = PARAGRAPHS, head: str = '<meta charset="utf-8">') -> str:
    """Return a web page."""
    return f"<!DOCTYPE html><html><head>{head}<title>清河街道2024年工作总结</title></head><body><div id=zoom>{body}</div></body></html>"


def _html(
    number: int, name: str, make: Callable[[], bytes | str], code: str = "", *, holds: tuple[str, ...] = HOLDS
) -> Case:
    return Case(
        number=number, name=name, make=lambda: _encoded(make()), code=code, suffix="html", holds=holds
    )


def _text(
    number: int,
    name: str,
    make: Callable[[], bytes | str],
    code: str = "",
    *,
    holds: tuple[str, ...] = HOLDS,
    suffix: str = "txt",
) -> Case:
    return Case(
        number=number, name=name, make=lambda: _encoded(make()), code=code, suffix=suffix, holds=holds
    )


def _encoded(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _gb(head: str) -> bytes:
    return page(PARAGRAPHS + "<p>㐀𠀀的生僻字。</p>", head).encode("gb18030")


def _damaged(encoding: str, at: float = 0.5) -> bytes:
    data = LONG.encode(encoding)
    place = int(len(data) * at)
    return data[:place] + b"\xff\xff" + data[place:]


def _titled(title: str) -> str:
    return BODY.replace("清河街道2024年工作总结", f"清河街道{title}2024年工作总结")


_HOSTILE = (
    "<script>document.write('毒')</script><iframe srcdoc='<p>毒</p>'></iframe><svg onload=alert(1)><text>毒</text></svg>"
    "<img src=x onerror=alert(1)><a href=javascript:alert(1)>链接文字</a><a href='data:text/html,毒'>数据</a>"
    "<meta http-equiv=refresh content='0;url=//203.0.113.1/'><base href=//203.0.113.1/><object data=x>毒</object>"
    "<embed src=x><form action=//203.0.113.1/><input value=毒></form><style>p{background:url(//203.0.113.1/)}</style>"
    "<template><p>毒</p></template><noscript><p>毒</p></noscript><math><mtext>毒</mtext></math>"
)
_MARKDOWN = """---
title: 清河街道2024年工作总结
issuer: 清河街道
published: 2025-01-15
---

## 一、居住环境 {#s1}

完成加装电梯三十五台，惠及居民千余户。<script>alert(1)</script>

```python
print("代码")
```

## 二、民生服务 {#s2 onclick=alert(1)}

完成适老化改造二十九户，见[附件](javascript:alert(1))。
"""

CASES = (
    _text(7, "nothing", lambda: b"", "source-blank", holds=()),
    _text(7, "blanks", lambda: b" \t\r\n" * 1000, "source-blank", holds=()),
    _text(7, "wide-blanks", lambda: "\ufeff\u3000\u00a0\u200b\n" * 1000, "source-empty", holds=()),
    _text(7, "zeros", lambda: bytes(1_000_000), "source-blank", holds=()),
    _html(7, "page-of-nothing", lambda: page("<p>&nbsp;</p>", ""), "source-shell", holds=()),
    _text(9, "lines-by-the-million", lambda: "一\n" * 12_000_000, "text-too-long", holds=()),
    _text(9, "one-line-of-40-megabytes", lambda: "一是加装电梯。" * 2_000_000, "text-too-long", holds=()),
    _text(9, "open-quotes-by-the-thousand", lambda: BODY + "“（《" * 50_000 + "。"),
    _text(9, "blanks-between-characters", lambda: BODY + "加 装 " * 60_000 + "。"),
    _text(9, "numbers-by-the-thousand", lambda: BODY + "".join(f"（{n}）完成。\n" for n in range(12_000))),
    _text(9, "decimals-by-the-thousand", lambda: BODY + "".join(f"{n % 90}.{n % 97} 甲\n" for n in range(25_000))),
    _text(9, "contents-by-the-thousand", lambda: BODY + "目录\n" + "".join(f"第{n % 90 + 1}章 甲{n}\n" for n in range(20_000))),
    _text(9, "headings-by-the-thousand", lambda: BODY + "# 一、甲\n## （一）乙\n" * 8_000),
    _text(9, "signs-of-markdown-without-end", lambda: BODY + "[" * 50_000 + "\n" + "*" * 50_000 + "\n" + "`" * 50_000 + "\n" + "[a](" * 20_000 + "\n" + "<" * 50_000),
    _text(9, "marks-of-markdown-without-end", lambda: BODY.replace("一、", "# 一、") + "[" * 50_000 + "**a" * 20_000, suffix="md"),
    _text(9, "digits-without-end", lambda: BODY + "1" * 100_000 + "\n" + "一" * 100_000 + "\n" + "（" * 50_000),
    _text(18, "gbk", lambda: LONG.encode("gbk"), "encoding-guessed"),
    _text(18, "gb18030-with-rare-signs", lambda: (LONG + "㐀𠀀的生僻字。").encode("gb18030"), "encoding-guessed", holds=("㐀𠀀",)),
    _html(18, "page-gb2312-with-rare-signs", lambda: _gb('<meta charset="gb2312">'), holds=("㐀𠀀",)),
    _html(18, "page-gb2312-by-equivalent", lambda: _gb('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'), holds=("㐀𠀀",)),
    _html(18, "page-that-says-utf8", lambda: _gb('<meta charset="utf-8">'), "encoding-guessed", holds=("㐀𠀀",)),
    _html(18, "page-that-says-nothing", lambda: _gb(""), "encoding-guessed", holds=("㐀𠀀",)),
    _html(18, "page-that-says-it-late", lambda: _gb("<!--" + "x" * 9000 + '--><meta charset="gbk">'), holds=("㐀𠀀",)),
    _html(18, "page-utf8-that-says-gb2312", lambda: page(head='<meta charset="gb2312">')),
    _text(19, "big5", lambda: TRADITIONAL.encode("big5", "ignore"), "encoding-guessed", holds=("居住環境",)),
    _html(19, "page-big5", lambda: page("".join(f"<p>{line}</p>" for line in TRADITIONAL.splitlines()), "<meta charset=big5>").encode("big5", "ignore"), holds=("居住環境",)),
    _html(19, "page-big5-that-says-nothing", lambda: page("".join(f"<p>{line}</p>" for line in TRADITIONAL.splitlines()), "").encode("big5", "ignore"), "encoding-guessed", holds=("居住環境",)),
    _text(20, "utf16-marked", lambda: LONG.encode("utf-16")),
    _text(20, "utf16-big-marked", lambda: b"\xfe\xff" + LONG.encode("utf-16-be")),
    _text(20, "utf16-unmarked", lambda: LONG.encode("utf-16-le"), "encoding-guessed"),
    _text(20, "utf16-big-unmarked", lambda: LONG.encode("utf-16-be"), "encoding-guessed"),
    _text(20, "utf32-marked", lambda: LONG.encode("utf-32")),
    _html(20, "page-utf16-unmarked", lambda: page(head="").encode("utf-16-le"), "encoding-guessed"),
    _text(20, "utf8-marked-twice-and-inside", lambda: "\ufeff\ufeff" + BODY.replace("加装", "加\ufeff装"), "controls-removed", holds=("加装电梯",)),
    _text(21, "controls", lambda: BODY.replace("加装", "加\x00\x07\x1b装"), "controls-removed", holds=("加装电梯",)),
    _html(21, "page-with-controls", lambda: page(PARAGRAPHS.replace("加装", "加\x00\x07装")), "controls-removed", holds=("加装电梯",)),
    _text(22, "utf8-damaged", lambda: _damaged("utf-8"), "characters-lost"),
    _text(22, "gb18030-damaged", lambda: _damaged("gb18030"), "characters-lost"),
    _text(22, "big5-damaged", lambda: TRADITIONAL.encode("big5", "ignore").replace("居民".encode("big5"), b"\xff\xff", 1), "characters-lost", holds=("居住環境",)),
    _html(22, "page-gbk-damaged", lambda: page(head="<meta charset=gbk>").encode("gbk").replace("惠及".encode("gbk"), b"\xff\xff", 1), "characters-lost"),
    _text(22, "utf8-cut-in-a-character", lambda: LONG.encode()[:-5], "characters-lost"),
    _text(23, "over-the-limit", lambda: b"a" * 50_000_001, "source-too-large", holds=()),
    _text(23, "binary", lambda: bytes(range(256)) * 4000, "source-binary", holds=()),
    _html(24, "page-that-wants-to-run", lambda: page(_HOSTILE + PARAGRAPHS)),
    _html(24, "page-of-written-markup", lambda: page(PARAGRAPHS + "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"), holds=("alert(1)",)),
    _html(25, "page-nested-10000-deep", lambda: page("<div>" * 10_000 + PARAGRAPHS + "</div>" * 10_000), "page-flattened"),
    _html(25, "page-of-fonts-never-closed", lambda: page("".join(f"<p><font><span>{line}" for line in LONG.splitlines()) + "<p><font><b><span>甲。" * 5_000), "page-flattened"),
    _html(25, "page-of-tables-in-tables", lambda: page("<table><tr><td>" * 3_000 + PARAGRAPHS), "page-flattened"),
    _html(25, "page-that-never-closes", lambda: page(PARAGRAPHS).replace("</p>", "").replace("</div></body></html>", "")),
    _html(25, "page-laid-out-by-tables", lambda: page(f"<table><tr><td>导航</td><td><table><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>")),
    _html(25, "page-of-frames", lambda: "<html><frameset cols=20%,*><frame src=menu.html><frame src=main.html></frameset></html>", "source-frames", holds=()),
    _html(25, "page-of-inner-frames", lambda: "<html><body><iframe src=http://203.0.113.1/a.html></iframe></body></html>", "source-frames", holds=()),
    _html(25, "page-of-a-million-tags", lambda: page(PARAGRAPHS + "<b>" * 1_000_000), "source-unpacks", holds=()),
    _html(25, "page-of-a-million-attributes", lambda: page(PARAGRAPHS + "<p " + "a=1 " * 1_000_000 + ">"), "source-unpacks", holds=()),
    _html(25, "page-of-attributes-by-slashes", lambda: page(PARAGRAPHS + "<p " + "".join(f"/a{n}" for n in range(300_000)) + ">"), "source-unpacks", holds=()),
    _html(25, "page-of-entities", lambda: page(PARAGRAPHS + "&#x110000;&#0;&#xD800;&" + "amp;" * 50_000)),
    _html(25, "page-of-one-class-name", lambda: page(PARAGRAPHS + f"<p class='{'a ' * 400_000}'>x</p>")),
    _html(25, "page-links-in-links", lambda: page(PARAGRAPHS + "<a><i>，" * 900)),
    _html(25, "table-100000-cells", lambda: page(PARAGRAPHS + "<table>" + ("<tr>" + "<td>格" * 50 + "</tr>") * 2_000 + "</table>")),
    _html(25, "table-3000-rows", lambda: page(PARAGRAPHS + "<table>" + "".join(f"<tr><td>甲{n}<td>乙</tr>" for n in range(3_000)) + "</table>"), holds=("甲2999",)),
    _html(25, "table-80-columns", lambda: page(PARAGRAPHS + "<table>" + ("<tr>" + "".join(f"<td>列{n}" for n in range(80)) + "</tr>") * 3 + "</table>"), holds=("列79",)),
    _html(25, "table-of-wide-spans", lambda: page(PARAGRAPHS + "<table>" + "<tr><td rowspan=65534 colspan=1000>甲<td>乙</tr>" * 2_000 + "</table>"), "source-unpacks", holds=()),
    _text(41, "two-reports-in-one", lambda: BODY + BODY.replace("2024", "2023").replace("清河街道", "五角场街道"), "report-second"),
    _text(27, "title-that-climbs", lambda: _titled("../../../etc/")),
    _text(27, "title-of-colons-and-slashes", lambda: _titled('a:b\\c/d"e\'')),
    _text(27, "title-with-bidi-marks", lambda: _titled("\u202etxt.exe\u202c"), "controls-removed"),
    _text(27, "title-of-300-characters", lambda: _titled("很长" * 150)),
    _text(27, "title-that-is-a-device", lambda: BODY.replace("清河街道2024年", "CON2024年")),
    _text(27, "title-of-a-long-office", lambda: BODY.replace("清河街道2024年", f"清河{'庄装霜双' * 6}街道2024年")),
    _text(32, "compatibility-forms", lambda: BODY.replace("加装", "\uf900加装︵ﬁ︶㎡①"), "radicals-replaced", holds=("豈加装（",)),
    _text(33, "soft-hyphens-and-joiners", lambda: BODY.replace("加装", "加\u00ad\u200b\u200d\u2060装"), "controls-removed", holds=("加装电梯",)),
    _text(29, "private-signs-in-text", lambda: BODY.replace("加装", "加装\ue123"), "private-use", holds=("\ue123",)),
    _text(38, "contents-with-dots", lambda: BODY.replace("一、居住环境\n", "目录\n一、居住环境………………1\n二、民生服务………………2\n一、居住环境\n", 1)),
    _text(39, "numbers-that-jump", lambda: BODY + "五、其他\n完成。\n五、再次\n完成。\n", "number-gap"),
    _text(40, "one-line", lambda: LONG.splitlines()[0] + "\n" + "　　".join(LONG.splitlines()[1:] * 4)),
    _text(43, "markdown", lambda: _MARKDOWN, suffix="md"),
    _text(43, "markdown-front-matter-bomb", lambda: "---\n" + "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(90)) + "---\n" + BODY, suffix="md"),
)  # fmt: skip
