"""The words of office language that surround a figure and are not its name.

Kept as data: verbs that say what was done (引进, 拆除), stages of a project (签约, 开工), words that only carry
a number (达到, 共计), words of time and scope at the start (全年, 截至目前).
"""

from __future__ import annotations

import re
from typing import Final

STAGES: Final = (
    "签约", "开工", "完工", "竣工", "投产", "落地", "在建", "建成", "投用", "立项", "办结", "受理", "立案", "结案", "启动",
    "续建", "储备", "入库", "交付", "到位", "通车", "计划", "拟", "完成",
)  # fmt: skip
STAGE: Final = re.compile("|".join(STAGES))

VERBS: Final = (
    "新增", "新建", "新设", "新开", "改建", "改造", "扩建", "建设", "建成", "打造", "创建", "引进", "培育", "孵化", "认定", "获评", "评选",
    "开展", "举办", "组织", "召开", "实施", "推进", "推动", "推出", "启动", "开通", "开工", "竣工", "投用", "签约", "落地", "拆除", "整治", "清理", "清运",
    "清退", "腾退", "关停", "查处", "处置", "处理", "排查", "检查", "督导", "整改", "消除", "化解", "调处", "调解", "解决", "受理", "办理", "办结",
    "接待", "走访", "慰问", "救助", "帮扶", "帮助", "资助", "发放", "拨付", "投入", "安排", "筹集", "减免", "提供", "服务", "配送", "培训", "开发",
    "安置", "带动", "促进", "吸纳", "吸引", "惠及", "覆盖", "辐射", "增设", "增配", "增加", "新添", "安装", "加装", "更换", "更新", "修缮", "修复", "修订",
    "修改", "制定", "出台", "发布", "编制", "发展", "吸收", "选派", "选聘", "招聘", "招录", "聘任", "表彰", "颁发", "命名", "接入", "汇聚", "形成", "收集", "征集", "采集",
    "达成", "对接", "梳理", "绿化", "种植", "栽植", "治理", "收治", "筛查", "接种", "体检", "登记", "注册", "审批", "审核", "审查", "立案",
    "侦破", "破获", "抓获", "打击", "挽回", "收缴", "捐赠", "募集", "捐款", "争取", "获得", "荣获", "取得", "招引", "签订", "签署", "储备", "谋划", "兑现", "盘活",
    "压减", "精简", "取消", "下放", "承接", "核查", "普查", "巡查", "抽检", "监测", "建立", "成立", "设立", "组建", "配备", "充实", "储存", "迁入",
    "遴选", "入选", "申报", "评定", "评为", "创成", "贯彻", "优化", "完善", "指导", "搬迁", "征收", "动迁", "回迁", "交付", "开行", "运送", "接纳", "转移", "脱贫",
    "纳入", "链接", "通过", "支持", "扶持", "保障", "落实", "供应", "销售", "出口", "进口", "生产", "制造", "研发", "申请", "授权", "转化", "破解", "提升",
)  # fmt: skip
VERB: Final = re.compile(
    "(?:" + "|".join(sorted(VERBS, key=lambda verb: (-len(verb), verb))) + r")(?!业(?![务主委态绩])|总值|者)"
)

_CLOSING: Final = re.compile(f"(?P<verb>{VERB.pattern})(?:了|出|好|到)?$")
_LEADING: Final = re.compile(f"(?:{VERB.pattern})+")
_CLOSING_STAGE: Final = re.compile(f"(?:{STAGE.pattern})+$")
_NOUNS: Final = frozenset((
    "改造", "建设", "发展", "服务", "治理", "培训", "保障", "监测", "研发", "生产", "制造", "审核", "审查", "筛查", "体检", "调解", "更新", "提升",
    "绿化", "登记", "注册", "审批", "检查", "巡查", "普查", "核查", "出口", "进口", "销售", "供应", "转移", "脱贫", "搬迁", "征收", "动迁", "走访", "救助",
    "帮扶", "投入", "安排", "促进", "整治", "清理", "整改", "种植", "接种", "转化", "申报", "评定", "落地", "签约", "开工", "竣工",
))  # fmt: skip

_OPENING: Final = re.compile(
    r"(?:[\s□①-⑳]|\d{1,2}月(?:份|底|末|初|中旬)?(?:前|以前)?|年底前|全面(?!小康)|我[国省市区县州盟旗]共?|全年|年内|原有|当年|本年|今年以来|今年|去年|上半年|下半年|年度|一年来|[两三四五]年来|目前|截至目前|截至|截止|至今|到目前为止|至|期间|期末|年底|年末|"
    r"已经|已|累计|共计|总计|合计|共(?![建享同治有富])|先后|分别|顺利|成功|扎实|积极|大力|持续|有序|稳步|全力|(?:19|20)\d\d年(?:度|底|末|以来)?|[一二][〇零一二三四五六七八九]{3}年|而|但|却|并且|那么|又|要|深入|高质量|高标准|高效|不断|"
    r"预计|预期|力争|确保|争取|努力|实现|完成|达成|取得|其中|包括|特别是|尤其是|使|让|将|把|对(?![接口外])|为|向|在(?!建|校|岗|册|线|库|孵|读|园|职|编|营|用|保)|与|并|和(?![美谐平睦解])|及|以及|[一二三四五六七八九十]是|从|由|内|之内|以内|同时|的|了|即|另|另有|还有|还|也|"
    r"主要预期目标是|主要目标是|目标是|[:,。、;!?)(“”\"'~])+"
)
_ENDING: Final = re.compile(
    r"(?:[\s□]|(?<![许认])可以?|(?<![名大小主])将|已经?发展|在?(?:今年|去年|明年)|在今年[^,。;]{1,3}月|(?<![标规])定(?=为)|就可以|达到|达|实现|完成|约为|(?<![签预节契制条履违合公])约|近|首超|超过|超|突破|逾|首次|将近|接近|不低于|不少于|不超过|至少|高达|不足|共计|累计|总计|"
    r"合计|共|总共|仅为?|每[月年人户]|拟?按|拟|预期|预计|连续|继续|持续|(?:却?将|又将?)?(?:等于|相当于|是|为)[^,。;、]{0,8}年|(?<![作成认])为|是|有|至|到|各|(?<![人户平日年月亩地])均|分别|稳定在|保持在?|控制在|维持在|就有|已|等|的|了|由|从|(?<!以)上|在|得到|予以|获得?|[:,。、;(~“”\"'])+$"
)
_EDGES: Final = "“”\"'‘’()《》:,、;。 ~□"
ATTRIBUTE: Final = re.compile(
    r"(?:按时|高效|及时|一次|群众|平均|评价|办理|总体|综合|诉求|先行|问题|当期|累计)*"
    r"(?:满意|整改|办结|办复|完成|签约|化解|合格|达标|解决|响应|联系|处置|覆盖|入住|出租|通过|参与|知晓|到位|落实|优良|交付|履约|见面|反馈|"
    r"回访|好评|投产|开工|竣工|转化|搬迁|受理|增长|成功|正常运行)率|(?:群众|社会|总体)?(?:满意|知晓|参与|美誉|信任|认可)度|"
    r"(?:覆盖|惠及|受益|服务|参与|吸引|辐射|涉及|带动|直接|总|建筑|用地|占地|年|平均|建成)*"
    r"(?:面积|投资|投资额|金额|人数|人次|户数|受众|惠及|受益|覆盖|吸引|参与|涉及|带动|总量|总额|总值|增速|产值|产量|数量|销售额|"
    r"辐射|参加|群众|居民|企业|资金|工期|平均|人均|产能|长度|总长|全长|里程|市级|区级|国家级|省级|县级)+"
)
_TRAILING_RATE: Final = re.compile(
    r"(?:按时|高效|先行)?[^，。；、的]{2}[率度]$|(?:总量|总数|总额|数量|(?:播种|种植|建筑|营业)?面积|(?<!总)产量|(?<!总)产值)$"
)


def trim(words: str) -> str:
    """Return the words before a number without those that open a sentence or only carry the number."""
    words = _ENDING.sub("", words)
    return _OPENING.sub("", words, count=1).strip(_EDGES) if _OPENING.match(words) else words.strip(_EDGES)


def leading_verb(words: str) -> str:
    """Return the verbs that a name starts with: 新增有效内资企业 → 新增."""
    match = _LEADING.match(words)
    return match[0] if match else ""


def closing_verb(words: str) -> str:
    """Return the verb that words end with, which then governs what follows the number: …, 组织 → 组织.

    Verbs that often close a noun (适老化改造, 高质量发展) govern only when they stand alone.
    """
    match = _CLOSING.search(words)
    if not match or (match["verb"] in _NOUNS and match.start() > 0):
        return ""
    return match["verb"]


def without_stage(name: str) -> str:
    """Return a name that ends with a stage without it: 加装电梯签约 → 加装电梯; "" for other names."""
    bare = _CLOSING_STAGE.sub("", name)
    return bare if bare != name and len(bare) > 1 else ""


def thing(name: str) -> str:
    """Return what a name is about, without verb, stage and measured quality: 网格案件按时办结率 → 网格案件."""
    bare = name[len(leading_verb(name)) :] or name
    bare = _CLOSING_STAGE.sub("", bare) or bare
    return _TRAILING_RATE.sub("", bare) or bare
