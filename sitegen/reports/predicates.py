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
_VERB: Final = (
    "(?:提升|增强|改善|提高|强化|激发|深化|优化|推进|巩固|释放|扩大|夯实|完善|加强|形成|拓展|壮大|健全|落实|规范|畅通)(?:升级|向好|见效|好转|提效|增效|提质)"
    "|(?:向好|升级(?!改造)|好转|显现|跃升|回升|回暖|增长|攀升|落地|见效|提质|增效|转型|融合|并进|到位|改观|提速|质感)(?:升级|向好|发展|提升|见效|提效|增效|提质)?"
)
"""Of verbs that may have an object (推进|人居环境整治) only those behind which another tells that they have none."""
_SAID: Final = (
    f"{_ADVERB}(?:{_VERB})"
    "|成效(?:明显|显著|彰显|初显|凸显|显现)|回升向好|稳中(?:有进|向好|提质)|走深走实|和谐稳定|安全稳定|安定有序|优化升级|提质增效"
    "|(?:取得|展现|迈出|迈上|实现|开创|呈现|焕发|增添|获得)了?(?:新的?|明显|显著|积极|重大|历史性|坚实|重要|阶段性|长足|丰硕|良好)"
    "(?:进展|进步|成效|突破|成绩|局面|台阶|步伐|气象|跨越|成果|态势|活力|作为|面貌|提升|动能)"
)
_GOES_ON: Final = "的和与及并且而或、，。；：！？,.等到至了为向成出中下上后时得地化性力度"
"""Characters that no text begins with and a sentence goes on with."""
_FIGURE: Final = r"(?:[约近超达逾]|超过|达到)?(?!(?:19|20)\d\d年)\d"
"""How a sentence goes on with how much something grew (增长6.5%), unless a year begins the next one."""
_SENTENCE: Final = re.compile(
    rf"[^\n]{{1,12}}?[、）)是要][ \u3000]?(?:[^。；：，\n]{{2,30}}，)?[^。；：，\n]{{2,26}}?(?:{_SAID})(?![{_GOES_ON}])(?!{_FIGURE})(?=[^。]{{4,}}。)"
)


def end_of_sentence(line: str) -> int:
    """Return where the heading ends that a line begins with, after its number, if a sentence of its own follows at once; 0 if none does."""
    match = _SENTENCE.match(line)
    return match.end() if match else 0
