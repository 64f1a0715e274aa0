/*
 * Numbers as they may also be written: 十五分钟 = 15分钟, 一千二百万人 = 1200万人, 百分之五 = 5%, 三成 = 30%, 一九五三年 = 1953年. Only a
 * number with what it counts, so that 三重一大 stays what it is; and only for the query: what is printed is never rewritten.
 */
(function (scope) {
  "use strict";

  const DIGITS = "零一二三四五六七八九", SPOKEN_YEAR = "〇一二三四五六七八九";
  const MEASURES = "分钟|小时|天|年|个月|个|家|台|户|名|人|项|条|座|处|所|批|件|套|公里|平方米|亩|吨|元", UNITS = "(?:万|亿)(?:" + MEASURES + ")?|" + MEASURES;
  // A single figure counts for itself only with these: 三所 may be a name.
  const TIMES = /^(?:分钟|小时|天|年|个月|[万亿].+)$/;
  const SPOKEN = new RegExp("(?<![一二三四五六七八九十百千零〇两点])([一二三四五六七八九十百千零〇两]{1,8})(点[一二三四五六七八九零〇]{1,3})?(" + UNITS + ")", "gu");
  const WRITTEN = new RegExp("(?<![0-9.])([0-9]{1,3})(" + UNITS + ")", "gu");

  const NUMBER = /^(?:([一二三四五六七八九两])千)?[零〇]?(?:([一二三四五六七八九两])百)?[零〇]?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九两])?$/u;

  const digit = (text) => text === "两" ? 2 : text === "〇" ? 0 : DIGITS.indexOf(text);

  /** Returns the value of a spoken number below ten thousand, or NaN. */
  function valueOf(spoken) {
    const match = NUMBER.exec(spoken);
    if (!match) return NaN;
    const [, thousands, hundreds, tens, isTens, ones] = match, times = (text, one) => text ? digit(text) * one : 0;
    return times(thousands, 1000) + times(hundreds, 100) + (isTens ? times(tens || "一", 10) : 0) + times(ones, 1);
  }

  /** Returns 点五 as .5, nothing as "". */
  function fractionOf(part) {
    return part ? "." + Array.from(part.slice(1), digit).join("") : "";
  }

  /** Returns how a number below a hundred is spoken. */
  function spoken(value) {
    const tens = Math.floor(value / 10), ones = value % 10;
    return (tens > 1 ? DIGITS[tens] : "") + (tens ? "十" : "") + (ones || !tens ? DIGITS[ones] : "");
  }

  /** Returns [as in the run, other forms] for each number in a folded run. */
  function forms(run) {
    const found = [];
    for (const [text, number, part, unit] of run.matchAll(SPOKEN)) {
      const value = valueOf(number), fraction = fractionOf(part);
      if (value > 9 || (value > 0 && TIMES.test(unit)) || (value >= 0 && fraction)) found.push([text, value + fraction + unit]);
    }
    for (const [text, year] of run.matchAll(/([一二][零〇一二三四五六七八九]{3})年/gu)) found.push([text, Array.from(year, digit).join("") + "年"]);
    // Later years are hardly ever written so: nobody need fetch what it would take to find out.
    for (const [text, year] of run.matchAll(/(?<![0-9])(19[0-9]{2})年/gu)) found.push([text, Array.from(year, (one) => SPOKEN_YEAR[one]).join("") + "年"]);
    for (const [text, number, unit] of run.matchAll(WRITTEN)) {
      const value = Number(number);
      if (value < 100 && (value > 9 || (value > 0 && TIMES.test(unit)))) found.push([text, spoken(value) + unit]);
    }
    for (const [text, number, part] of run.matchAll(/百分之([一二三四五六七八九十百零]{1,5})(点[一二三四五六七八九零〇]{1,3})?/gu)) {
      if (valueOf(number) >= 0) found.push([text, valueOf(number) + fractionOf(part) + "%"]);
    }
    for (const [text, number] of run.matchAll(/([一二三四五六七八九])成/gu)) found.push([text, valueOf(number) * 10 + "%"]);
    return found;
  }

  scope.sitegenNumbers = { forms };
})(typeof self === "undefined" ? globalThis : self);
