/*
 * The matches of all results line by line, each between what stands before and after it (keyword in context): to be
 * sorted by any column, and to be taken along as a table. Loaded when a reader asks for it.
 */
(function (scope) {
  "use strict";

  const AROUND = 24, COLUMNS = ["before", "match", "after", "source"];
  let rows = [], name = "", sortedBy = "", falling = false, frame = null;

  function rowsOf(result, { link, source }) {
    return result.spans.map(([start, end]) => ({
      before: result.text.slice(Math.max(0, start - AROUND), start).replace(/^[\udc00-\udfff]/, ""),
      match: result.text.slice(start, end),
      after: result.text.slice(end, end + AROUND).replace(/[\ud800-\udbff]$/, ""),
      source: source(result), link: link(result),
    }));
  }

  /** Compares two rows in a column; what stands before a match is compared from the match outwards. */
  function compare(column) {
    const key = (row) => column === "before" ? Array.from(row.before).reverse().join("") : row[column];
    return (one, two) => key(one).localeCompare(key(two), "zh-CN") * (falling ? -1 : 1);
  }

  function cell(text, kind) {
    const made = document.createElement("td");
    made.className = "search-" + kind;
    made.append(text);
    return made;
  }

  function draw() {
    frame.querySelector("tbody").replaceChildren(...rows.map((row) => {
      const line = document.createElement("tr"), link = document.createElement("a"), match = document.createElement("mark");
      link.href = row.link;
      link.textContent = row.source;
      match.textContent = row.match;
      line.append(cell(row.before, "before"), cell(match, "match"), cell(row.after, "after"), cell(link, "source"));
      return line;
    }));
    for (const button of frame.querySelectorAll("th button")) {
      const own = button.dataset.column === sortedBy;
      if (own) button.closest("th").setAttribute("aria-sort", falling ? "descending" : "ascending");
      else button.closest("th").removeAttribute("aria-sort");
    }
  }

  function sort(column) {
    falling = column === sortedBy && !falling;
    sortedBy = column;
    rows.sort(compare(column));
    draw();
  }

  /** Returns the rows as CSV with a byte order mark; what a spreadsheet would take for a formula is set in quotes. */
  function csv() {
    const field = (text) => '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
    const labels = Array.from(frame.querySelectorAll("th button"), (button) => button.textContent);
    const lines = [[...labels, "URL"], ...rows.map((row) => [...COLUMNS.map((column) => row[column]), new URL(row.link, location.href).href])];
    return "\ufeff" + lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
  }

  function download() {
    const link = document.createElement("a"), url = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    link.href = url;
    link.download = name.replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, 60) + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /** Fills `section` with the matches of `results`; `about` tells link and source of a result and the name of the table. */
  function show(section, results, about) {
    if (!frame) {
      for (const button of section.querySelectorAll("th button")) button.addEventListener("click", () => sort(button.dataset.column));
      section.querySelector("#search-csv").addEventListener("click", download);
    }
    frame = section;
    name = about.name;
    rows = results.flatMap((result) => rowsOf(result, about));
    if (sortedBy) rows.sort(compare(sortedBy));
    draw();
  }

  scope.sitegenLines = { show, csv };
})(self);
