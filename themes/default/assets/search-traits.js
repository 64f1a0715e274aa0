/*
 * Where nothing has all of a question: the characters of its words. Most of what reports call otherwise has one in common with
 * what people say (药太贵: 药品, 租不起房: 住房租赁), and the rarer it is the more that says.
 */
(function (scope) {
  "use strict";

  const { isEmpty } = scope.sitegenQuery;
  const HAN = /\p{Script=Han}/u;
  // What stands in every sentence that somebody speaks, and says nothing of its subject.
  const COMMON = new Set("的了和与及无或在是有为对把被给让向从到等也都就还又个着过地得要看去来走想说做弄搞能会叫用这那几条太很最真不没起上下里外人大小多少好老点家自己子头边中些么样事东西一二三四五六七八九十年月日今明后前新");

  /** Gives `units` their characters, each with where it stands; false where there are none, where they would cost too much, or where they would be all that there is to go by. */
  async function addTo(index, units) {
    const { located } = scope.sitegenMatch, asked = units.filter((unit) => !unit.condition && !unit.exact && !unit.isWord && !isEmpty(unit.text));
    const charactersOf = ({ text }) => Array.from(new Set(text)).filter((character) => HAN.test(character) && !COMMON.has(character));
    const all = Array.from(new Set(asked.flatMap(charactersOf)));
    if (index.isLarge || units.length < 2 || !all.length) return false;
    await index.want(all);
    await index.fill(all.flatMap((character) => index.pairsWith(character)));
    const traits = new Map(all.map((character) => [character, located(index, character)]));
    for (const unit of asked) unit.traits = charactersOf(unit).map((character) => traits.get(character));
    return true;
  }

  scope.sitegenTraits = { addTo };
})(typeof self === "undefined" ? globalThis : self);
