"""Texts as blocks: what is written is what every browser reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.search.files import text_block

if TYPE_CHECKING:
    from playwright.sync_api import Page

READ = """
(blocks) => blocks.map((block) => {
  const bytes = Uint8Array.from(block);
  return bytes[0] === 103 ? new TextDecoder("gb18030").decode(bytes.subarray(1)) : new TextDecoder().decode(bytes);
})
"""


def test_every_character_is_read_back_by_a_browser(asked: Page) -> None:
    lines = [
        "".join(chr(code) for code in range(start, start + 64) if not 0xD800 <= code < 0xE000)
        for start in range(0x20, 0x30000, 64)
    ]
    assert asked.evaluate(READ, [list(text_block(f"x{line}")) for line in lines]) == [
        f"x{line}" for line in lines
    ]


def test_a_character_that_gbk_lacks_does_not_make_a_text_longer() -> None:
    text = "推进社区服务中心建设。" * 40
    assert len(text_block(text + "•€")) < len(text.encode()) * 0.7
