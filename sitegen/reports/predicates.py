"""Where a heading ends that is a sentence, and whose line break is lost: after what it says of its subject.

So in 改革开放增动能，区域合作纵深推进|“同城融圈”战略步伐加快。 The end of one heading may be the beginning of a longer one
(持续推进县域高质量发展), so only where most headings of a kind show one.
"""

from __future__ import annotations

import re
from typing import Final

_ADVERB: Final = (
    "(?:持续|不断|进一步|全面|明显|显著|稳步|扎实|纵深|加快|加速|有效|有序|有力|更加|更有|更为|逐步|协调|协同|深入|大幅|总体|整体|日益|日趋|健康"
    "|平稳|较快|快速|蓬勃|充分|高效|同步|稳定|保持|加力|提档|提速)"
)
_VERB: Final = "(?:(?:转型|优化|提档)升级|融合发展|协同发展|落地见效|(?:回升|好转|回暖|增长|跃升|攀升|显现|见效|并进|到位|改观|提速|质感)(?:向好)?|向好)"
"""Verbs that have no object, as 推进|人居环境整治 has."""
_SAID: Final = (
    f"{_ADVERB}{_VERB}"
    "|成效(?:明显|显著|彰显|初显|凸显|显现)|回升向好|稳中(?:有进|向好|提质)|走深走实|和谐稳定|安全稳定|安定有序|优化升级|提质增效"
    "|(?:取得|展现|迈出|迈上|实现|开创|呈现|焕发|增添|获得)了?(?:新的?|明显|显著|积极|重大|历史性|坚实|重要|阶段性|长足|丰硕|良好)"
    "(?:进展|进步|成效|突破|成绩|局面|台阶|步伐|气象|跨越|成果|态势|活力|作为|面貌|提升|动能)"
)
_GOES_ON: Final = "的和与及并且而或、，。；：！？,.等到至了为向成出中下上后时得地化性力度"
"""Characters that no text begins with and a sentence goes on with."""
_FIGURE: Final = r"(?:[约近超达逾]|超过|达到)?(?!(?:19|20)\d\d年)\d"
"""How a sentence goes on with how much something grew (增长6.5%), unless a year begins the next one."""
_NOUN: Final = "(?:行动|工程|计划|步伐|进程|改造|项目|措施|举措|任务|战略|态势|道路|建设|示范|试点|活动|方案|机制|体系|水平|能力|工作)[^，。；：、]{0,4}[，。；：、]"
"""What the words before only qualify: 提质增效|行动, 转型升级|步伐."""
_SENTENCE: Final = re.compile(
    rf"[^\n]{{1,12}}?[、）)是要][ \u3000]?(?:[^。；：，\n]{{2,30}}，)?[^。；：，\n]{{2,26}}?(?:{_SAID})(?![{_GOES_ON}])(?!{_FIGURE}|{_NOUN})(?=[^。]{{4,}}。)"
)


def end_of_sentence(line: str) -> int:
    """Return where the heading ends that a line begins with, after its number, if a sentence of its own follows at once; 0 if none does."""
    match = _SENTENCE.match(line)
    return match.end() if match else 0
