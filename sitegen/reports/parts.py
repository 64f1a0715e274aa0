"""Lines without a number that certainly head a part of a report: 2023年工作回顾, 今后五年的主要任务."""

from __future__ import annotations

import re
from typing import Final

_TIME: Final = r"(?:(?:[\dxX×*]{4}|[一二][〇○零一二三四五六七八九]{3})年|过去[一五]年|去年|今年|今后五年|未来五年|本届政府|“十[一二三四五]五”时期|下一步)"
_DONE_OR_DUE: Final = (
    r"(?:工作回顾|工作总结|工作安排|重点工作|工作任务|目标任务|工作打算|工作部署|工作思路)(?:建议)?"
)
PART: Final = re.compile(
    rf"{_TIME}?[\u4e00-\u9fff、和及与]{{0,8}}{_DONE_OR_DUE}"
    rf"|{_TIME}[的]?[\u4e00-\u9fff、和及与]{{0,8}}(?:主要工作|工作情况|工作要点|工作计划|主要任务|主要目标|奋斗目标)"
    r"|(?:专[业有]|有关|相关)?(?:名词|术语)(?:解释|注释|说明)"
    r"|[\u4e00-\u9fff]{0,4}(?:加强|强化|推进)(?:政府|行署|街道|办事处)?自身(?:改革和)?建设"
)
GLUED_PART: Final = re.compile(rf"(?<=[。！：])((?:19|20)\d\d年(?:{PART.pattern}))(?![是为如包有的在已，、])")
"""Such a line in a text that has lost its line breaks."""
BETWEEN: Final = re.compile(r"存在的?(?:主要|突出)?(?:问题|困难)(?:[和与](?:不足|困难|问题))?")
"""A line that heads a part between two of those."""
