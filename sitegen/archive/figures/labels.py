"""What holds digits or Han numerals but counts nothing: dates, ordinals, names, labels, slogans.

`hide` covers what can be told by its form alone; the rest is told by what stands around a number, in
`counts_nothing`.  Rules go by form and by the words that office language uses, never by a list of one
report's names: 12345热线, G60 and 375弄 fall out because no unit follows, 五级治理体系 because 级 is none.
"""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = "〇零一二两三四五六七八九十百千"
_STARTS: Final = r"(?=[\"“‘《「\[〔\dA-Za-z第每〇零一二两三四五六七八九十百千万])"
"""Tried first: most characters of a text start nothing, and need not be tried against every rule."""
_HIDDEN: Final = re.compile(
    f"{_STARTS}(?:"
    + "|".join(
        (
            r"“[^“”]{1,40}”|‘[^‘’]{1,40}’|《[^《》]{1,80}》|「[^」]{1,40}」|\"[^\"“”。;]{1,30}\"",
            r"\[\d{4}\]\d{1,4}号?|〔\d{4}〕\d{1,4}号?",
            r"(?<!\d)(?:1[89]|20)\d\d(?:[~/、和至到-](?:(?:1[89]|20)\d\d|\d\d))?\s?(?:财|学)?年(?:度|底|末|初|代|来|以来|间|期)?(?:(?:[上下]半年)|(?:第?[一二三四1-4]季度)|(?:前?\d{1,2}(?:[~、和至-]\d{1,2})?月(?:份|底|末|初)?(?:\d{1,2}日)?))?",
            rf"[一二][{_HAN}]{{3}}年(?:[{_HAN}]{{1,3}}月)?(?:[{_HAN}]{{1,3}}日)?|[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}日",
            r"(?<![\d.个])\d{1,2}(?:[~、和至-]\d{1,2})?月(?:份|底|末|初|[上中下]旬)?(?:(?:\d{1,2}[~、和至])?\d{1,2}日)?",
            r"(?<![\d.])\d{1,2}(?:[~、至]\d{1,2})?[日号](?!均)|(?<!\d)\d{4}[-/.~]\d{1,2}[-/.~]\d{1,2}|\d{1,2}:\d\d(?!\d)",
            r"(?:20|19)?[2-9二三四五六七八九]0?十?年代",
            rf"第(?:\d{{1,4}}|[{_HAN}]{{1,4}})(?:[~、和]第?(?:\d{{1,4}}|[{_HAN}]{{1,4}}))?(?:个|项|条|次|届|批|期|轮|家|名|位|座|台|场|部|片)?",
            rf"每(?:\d{{1,8}}|[{_HAN}万亿]{{1,6}})(?:个|名|位)?(?:月|年|天|周|人|户|元|公里|千人|万人)?",
            r"(?<![A-Za-z])(?!GDP|CPI)[A-Za-z]{1,8}[~-]?\d{1,8}(?:\.\d{1,4})?|(?<![A-Za-z\d])[A-Za-z\d]{1,12}(?:[+×*·](?:[A-Za-z\d.]{1,12}|[\u4e00-\u9fff]))+",
            r"(?<!\d)\d{1,6}(?:\.\d{1,4})?(?:(?:G(?!B|W)|K|D|A|V|n|k?V)(?![A-Za-z])|[∶:]\d{1,6})",
            r"(?<![\d.])\d{1,2}·\d{1,2}(?!\d)|\d{1,2}×\d{1,2}小时|(?<![\d.])24小时|(?<!\d)365天",
            r"[一二三四五六七八九十]{1,3}次(?:全体|全委|全会|会议|党代|代表大会|常委|党组)|[一二三四五六七八九十]次产业|[一二三四五六七八九]中全会",
            r"两位数|[一二三四五六七八九十\d]位数|千家万户|千方百计|百家争鸣|一家一户|一户一|三家一",
            r"一[^，。]一(?=[户人村企园店品策档])|(?<![\d.百千十两一二三四五六七八九])万元(?=GDP|地区生产总值|国内生产总值|工业|产值|增加值|以上)",
        )
    )
    + ")"
)
_SLOGAN: Final = re.compile(r"方面|部分|维护|确立|意识|自信|务必|坚持|毫不|不变|为什么|是什么")
_HAN_SLOGAN: Final = re.compile(
    r"全面|一流|一体|必由|不能|结合|转变|统筹|关系|百年|怎么|到位|延伸|清零|一批|层面|环节|关口|关键|聚焦|突出|着力|梯队|五年|一|大"
)
CONCRETE: Final = re.compile(
    r"(?:[^，。；、,;:（(]{0,10}?)(?:居民区|居委|小区|社区|村|镇|乡|街道|街区|县|市(?!场)|省|州|国家|城市|项目|案例|园|基地|中心|站|"
    r"点|工程|平台|企业|单位|部门|片区|公园|广场|泊位|学校|医院|家庭|楼|标准|品牌|试点|实验室|机构|窗口|课题|制度|奖|荣誉|称号|"
    r"项|线路|道路|路|河|桥|隧道|机场|港|码头|高速|铁路|设备|系统|产品|景区|岗位|行业|集群|团队|活动|产业园|厂|电站|办法|条例|法规|"
    r"规划|方案|文件|措施|业委会|党支部|党组织|委员会|协会|队伍|人|户)"
)
_ATTRIBUTE: Final = re.compile(
    r"(?:的)?(?:[^，。；、,;:的]{0,6}?)(?:企业|产业|集群|项目|园区|园|镇|村|级|单位|街|楼|大关(?=的)|工业|商户|纳税|小区|建筑|老年人|老人|"
    r"儿童|幼儿|人口|人群|人员|群众|居民|妇女|老党员)"
)
_SIZED: Final = re.compile(
    r"(?:的)?(?:自然村|村寨|村|木质|企业|单位|工业|集聚|会议|群体|家庭|规模|灾害|事故|床)"
)
_LIMITS: Final = ("以上", "以下", "及以上", "及以下", "以内")
_THRESHOLD_VERBS: Final = re.compile(r"(?:超过?|过|破|逾|达|在|满)$")
_TIME_LEFT: Final = re.compile(
    r"(?:为期|历时|用时|耗时|仅用|只用|时间|时限|期限|时长|周期|天数|缩短|压缩|压减|减少|提速|延长|控制|平均|不超过|最快|提前|连续|"
    r"累计|长达|增加|达|[至到由从为]|超标|优良|达标)(?:[至到为在了约近超]|达到?|天数){0,2}$"
)
_TIME_RIGHT: Final = re.compile(
    r"(?:内|之内|办结|完成|实现|建成|预约|清运|响应|到达|送达|审批|办理|拿地|通达|左右|就能?|即可|[,。;]|$)"
)
_CIRCLE: Final = re.compile(r"[^,。;、]{0,10}圈")
_YEARS_LEFT: Final = re.compile(
    r"(?:为期|历时|连续|长达|年限|期限为?|提前|延长|缩短)(?:近|约|超过?|[至到达为]|达到|提高到|提升至)?$"
)
_YEARS_RIGHT: Final = re.compile(r"[级代度]")


def hide(text: str) -> str:
    """Return an `even` text with its dates, ordinals, names and quoted words covered by □, length unchanged."""
    return _HIDDEN.sub(lambda match: "□" * len(match[0]), text)


def is_slogan(right: str, *, han: bool) -> bool:
    """Tell whether what follows a small count is a slogan's word: 两个维护, 三个方面; `han`: 三个一点 but 3个一体化泵站."""
    return _SLOGAN.match(right) is not None or (han and _HAN_SLOGAN.match(right) is not None)


def is_threshold(left: str, right: str, tail: str, kind: str) -> bool:
    """Tell whether an amount only says which things are meant: 注册资金1亿元以上的企业, 60岁以上老年人."""
    if right.startswith("级"):
        return True
    if kind == "ratio" or not right or kind == "time":
        return False
    if tail in _LIMITS and kind == "count" and _SIZED.match(right):
        return True
    if tail in _LIMITS and (kind != "count" or right[0] == "的"):
        return (right[0] == "的" and kind == "money") or _ATTRIBUTE.match(right) is not None
    return kind == "money" and bool(_THRESHOLD_VERBS.search(left)) and _ATTRIBUTE.match(right) is not None


def is_span(left: str, right: str, unit: str) -> bool:
    """Tell whether a length of time is reported (为期三个月, 24天完成) rather than part of a name (15分钟生活圈)."""
    if unit == "年":
        return _YEARS_LEFT.search(left) is not None and not _YEARS_RIGHT.match(right)
    if _CIRCLE.match(right):
        return False
    return _TIME_LEFT.search(left) is not None or _TIME_RIGHT.match(right) is not None
