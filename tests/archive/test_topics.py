from __future__ import annotations

import pickle
import re

import pytest

from sitegen.archive.topics import Lexicon, Topic, shipped, unquoted
from sitegen.urls import is_id


def named(text: str) -> set[str]:
    return {mention.topic for mention in shipped().mentions(unquoted(text))}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("既有多层住宅加装电梯签约55台。", "jiazhuang-dianti"),
        ("完成35台老旧小区电梯加装。", "jiazhuang-dianti"),
        ("改造城镇老旧小区40个。", "laojiu-xiaoqu-gaizao"),
        ("新建口袋公园3座。", "kouda-gongyuan"),
        ("培育“专精特新”企业11家。", "zhuanjing-texin"),
        ("增配电动自行车充电桩（柜）55台。", "feijidongche"),
        ("深化河、林长制生态惠民长效机制。", "hezhang-zhi"),
        ("“一网通办”不断深化。", "yiwang-tongban"),
        ("市“12345”热线诉求先行联系率达到97.35%。", "rexian-12345"),
        ("扩大长期护理保险试点。", "changhuxian"),
        ("大力发展夜间经济。", "yejian-jingji"),
        ("高质量推进“五经普”单位采集。", "jinji-pucha"),
        ("打造“一刻钟便民生活圈”。", "yike-shenghuoquan"),
        ("新建公园游园12处。", "kouda-gongyuan"),
        ("建成街角绿地3处。", "kouda-gongyuan"),
        ("政务服务事项网办率达到98%。", "yiwang-tongban"),
        ("推进“互联网+政务服务”。", "yiwang-tongban"),
        ("城市运行“一网统管”和政务服务“一网通办”两张网融合。", "yiwang-tongguan"),
        ("新建换电站2座，完善充电网络。", "chongdian-zhuang"),
        ("夜市摊位增至300个。", "yejian-jingji"),
        ("更新住宅老旧电梯12台。", "dianti-gengxin"),
        ("中欧班列开行120列。", "zhongou-banlie"),
        ("加快中日韩自贸区谈判。", "ziyou-maoyi-xieding"),
        ("开工建设保租房1200套。", "baozhangxing-zulin"),
        ("打通城区断头路3条。", "duantou-lu"),
        ("小型水库除险加固5座。", "shuiku-jianshe"),
        ("推行惠企政策免申即享。", "mianshen-jixiang"),
        ("新增公办学位2400个。", "xuexiao-jianshe"),
        ("整治撂荒地600亩。", "liaohuang"),
        ("建立防止返贫监测机制。", "fang-fanpin"),
    ],
)
def test_an_initiative_is_found_under_its_names(text: str, topic: str) -> None:
    assert topic in named(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("持续推进“智慧电梯”应用场景。", "jiazhuang-dianti"),
        ("不断提高企业满意度。", "gaoxin-jishu-qiye"),
        ("收入12345678元。", "rexian-12345"),
        ("接待过夜游客20万人次。", "yejian-jingji"),
        ("打造人与自然和谐共生的美丽家园。", "meili-jiayuan"),
        ("做好退役军人等重点群体就业。", "shuangyong-gongjian"),
        ("有效破解纷繁复杂的问题。", "fengqiao-jingyan"),
        ("优化电网格局。", "wangge-zhili"),
        ("改造道路。老旧小区焕发新颜。", "laojiu-xiaoqu-gaizao"),
        ("增配电动自行车充电桩（柜）55台。", "chongdian-zhuang"),
        ("车棚内加装自行车智能充电插座。", "chongdian-zhuang"),
        ("更新电梯12台。", "jiazhuang-dianti"),
        ("更新既有住宅老旧电梯12台。", "jiazhuang-dianti"),
        ("举办元宵游园活动，游园会持续三天。", "kouda-gongyuan"),
        ("加快中日韩自贸区谈判。", "ziyou-maoyiqu"),
        ("推动海上丝绸之路联合申遗。", "yidai-yilu"),
        ("对空间实行网格化管控。", "wangge-zhili"),
        ("市互联网办通报了情况。", "yiwang-tongban"),
        ("构建天蓝水清的美丽家园。", "meili-jiayuan"),
        ("发展名优果蔬品种，做好病毒品系筛选。", "jindu"),
        ("支持京津冀、长三角等地区。", "jingjinji"),
        ("提高城乡居民待遇。", "xiangcun-lvyou"),
        ("固定资产投资增长。", "chanye-jijin"),
        ("落实国家政策。", "jiazheng"),
        ("推广电子保函。", "guangbo-dianshi"),
        ("建国三十周年庆祝活动。", "jidongche-weiqi"),
        ("健全联农带农机制。", "nongji"),
        ("零就业家庭动态清零。", "yiqing-fangkong"),
        ("用心呵护学生成长。", "xiaoyuan-anquan"),
    ],
)
def test_what_only_looks_like_a_name_is_no_mention(text: str, topic: str) -> None:
    assert topic not in named(text)


def test_words_between_the_parts_of_a_name_are_allowed_within_one_part_of_a_sentence() -> None:
    assert "laojiu-xiaoqu-gaizao" in named("老旧小区供电设施改造完成。")
    assert "laojiu-xiaoqu-gaizao" not in named("走访老旧小区，改造道路。")


def test_a_latin_name_is_no_part_of_a_longer_word() -> None:
    assert "rengong-zhineng" in named("发展AI产业。")
    assert "rengong-zhineng" not in named("Public domain。")


def test_what_counts_things_belongs_to_the_number_before_it() -> None:
    for text in (
        "引进20家风险投资机构",
        "新增15家教育机构",
        "更新44台企业级设备",
        "30余家风机企业",
        "引进三家风险投资机构",
        "培育十余家风电企业",
        "表彰3名师傅",
    ):
        assert not {"jiafeng", "tai-gangao", "jiaoshi-duiwu"} & named(text), text
    assert "jiafeng" in named("评选家风故事20个")
    assert "tai-gangao" in named("服务台企44家")


def test_full_width_traditional_and_quoted_forms_are_one_name() -> None:
    assert named("１２３４５热线") == named("“12345”熱線") == {"rexian-12345"}


def test_a_mention_tells_the_words_that_were_used() -> None:
    (mention,) = (found for found in shipped().mentions("推进五经普") if found.topic == "jinji-pucha")
    assert mention.words[0] == "五经普"


def test_the_lexicons_are_in_order() -> None:
    for topic in shipped().topics:
        assert is_id(topic.id), topic.id
        assert topic.name, topic.id
        assert topic.field, topic.id
        assert topic.aliases, topic.id
        assert all(re.fullmatch(r"[^\s|!]{2,}", alias) for alias in topic.aliases), topic.id
        assert len(set(topic.aliases)) == len(topic.aliases), topic.id


def test_a_wide_initiative_is_marked_so() -> None:
    wide = {topic.id for topic in shipped().topics if topic.is_wide}
    assert "huagong" in wide
    assert "jiazhuang-dianti" not in wide
    assert not any("*" in alias for topic in shipped().topics for alias in topic.aliases)


def test_no_two_topics_share_an_id_and_no_alias_is_hidden_by_its_own_topic() -> None:
    for topic in shipped().topics:
        for alias in topic.aliases:
            assert topic.id in named(alias.replace("~", "")), (topic.id, alias)


def test_a_lexicon_knows_its_own_topics_alone() -> None:
    own = Topic(id="suiyi-huan", name="随意换", field="商贸", kind="initiative", aliases=("随意换",))
    lexicon = Lexicon(topics=(own,))
    assert [mention.topic for mention in lexicon.mentions("推出随意换，加装电梯3台")] == ["suiyi-huan"]


def test_a_lexicon_is_written_alike_before_and_after_its_use() -> None:
    lexicon = Lexicon(topics=shipped().topics[:5])
    before = pickle.dumps(lexicon)
    assert lexicon.mentions("建设和美乡村")
    assert pickle.dumps(lexicon) == before
    assert pickle.loads(before) == lexicon  # noqa: S301 - our own, just made


def test_many_texts_name_what_each_names_by_itself() -> None:
    texts = [
        unquoted(text)
        for text in (
            "既有多层住宅加装电梯签约55台。",
            "",
            "发展夜间经济，夜市摊位增至300个",
            "接待过夜游客。",
            "加装",
        )
    ]
    assert shipped().mentions_of(texts) == [shipped().mentions(text) for text in texts]
    assert shipped().mentions_of([]) == []


def test_a_name_may_begin_with_one_character_and_a_gap() -> None:
    topic = Topic(id="pucha", name="普查", field="其他", kind="initiative", aliases=("第~经济普查",))
    (mention,) = Lexicon(topics=(topic,)).mentions("完成第五次全国经济普查。")
    assert mention.words == ("第五次全国经济普查",)
