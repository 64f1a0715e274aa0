/*
 * Numbers as they may also be written: 十五分钟 = 15分钟, 百分之五 = 5%, 三成 = 30%. Only a number with what it counts, so that
 * 三重一大 stays what it is; and only for the query: what is printed is never rewritten.
 */
(function (scope) {
  "use strict";

  const DIGITS = "零一二三四五六七八九";
  const UNITS = "分钟|小时|天|年|个月|个|家|台|户|名|人|万人|项|条|座|处|所|批|件|套|公里|平方米|亩|吨|万元|亿元|万|亿";
  // A single figure counts for itself only with these: 三所 may be a name.
  const TIMES = new Set(["分钟", "小时", "天", "年", "个月", "万人", "万元", "亿元"]);
  const SPOKEN = new RegExp("(?<![一二三四五六七八九十百零〇两])([一二三四五六七八九十百零〇两]{1,6})(" + UNITS + ")", "gu");
  const WRITTEN = new RegExp("(?<![0-9.])([0-9]{1,3})(" + UNITS + ")", "gu");

  /** Returns the value of a spoken number below a thousand, or NaN. */
  function valueOf(spoken) {
    const match = /^(?:([一二三四五六七八九两])百)?(?:零|〇)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九两])?$/u.exec(spoken);
    if (!match) return NaN;
    const digit = (text) => text === "两" ? 2 : DIGITS.indexOf(text);
    return (match[1] ? digit(match[1]) * 100 : 0) + (match[3] ? (match[2] ? digit(match[2]) : 1) * 10 : 0) + (match[4] ? digit(match[4]) : 0);
  }

  /** Returns how a number below a hundred is spoken. */
  function spoken(value) {
    const tens = Math.floor(value / 10), ones = value % 10;
    return (tens > 1 ? DIGITS[tens] : "") + (tens ? "十" : "") + (ones || !tens ? DIGITS[ones] : "");
  }

  /** Returns [as in the run, other forms] for each number in a folded run. */
  function forms(run) {
    const found = [];
    for (const [text, number, unit] of run.matchAll(SPOKEN)) {
      const value = valueOf(number);
      if (value > 9 || (value > 0 && TIMES.has(unit))) found.push([text, value + unit]);
    }
    for (const [text, number, unit] of run.matchAll(WRITTEN)) {
      const value = Number(number);
      if (value < 100 && (value > 9 || (value > 0 && TIMES.has(unit)))) found.push([text, spoken(value) + unit]);
    }
    for (const [text, number] of run.matchAll(/百分之([一二三四五六七八九十]{1,3})/gu)) {
      if (valueOf(number)) found.push([text, valueOf(number) + "%"]);
    }
    for (const [text, number] of run.matchAll(/([一二三四五六七八九])成/gu)) found.push([text, valueOf(number) * 10 + "%"]);
    return found;
  }

  scope.sitegenNumbers = { forms };
})(typeof self === "undefined" ? globalThis : self);
