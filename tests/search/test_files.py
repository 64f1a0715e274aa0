"""Texts as blocks: what is written is what every browser reads."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from sitegen.search.files import block_of, script, text_block
from sitegen.search.shards import large_name

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


def test_a_list_of_numbers_is_smaller_than_a_shard_of_the_same_bytes_and_reads_back_the_same() -> None:
    draw = random.Random(4)
    gaps = bytes(min(127, int(draw.expovariate(0.3))) for _ in range(20_000))
    lengths = bytes(draw.randrange(20, 100) for _ in range(20_000))
    frequencies = bytes(min(9, int(draw.expovariate(2))) for _ in range(20_000))
    block = gaps + lengths + frequencies
    name = large_name("社区")
    assert block_of(script(name, block)) == block
    assert len(script(name, block)) < len(script("s/0-0", block)) * 0.99
