/*
 * The list of initiatives in the search page, fetched when somebody opens it: those that most results tell of, the others one
 * step further, and a box to find one by its name or another name.
 */
(function (scope) {
  "use strict";

  const FEW = 8, MANY = 24;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /**
   * Shows `offers`, [name, count, other names] of each, in `box`; `chosen` is pressed, and `choose(name)` is told what somebody
   * presses ("" where they let it go). `words` are {more, find, none}.
   */
  function show(box, offers, chosen, words, choose) {
    const focused = box.contains(document.activeElement) && document.activeElement.dataset.name;
    const isOpen = box.dataset.open === "true", first = offers.filter(([name], at) => at < FEW || name === chosen);
    const items = offers.map((offer) => {
      const [name, count] = offer;
      const button = element("button", { type: "button", "aria-pressed": String(name === chosen), "data-name": name }, name, element("span", {}, "（" + count + "）"));
      button.addEventListener("click", () => {
        box.dataset.open = "false";
        choose(name === chosen ? "" : name);
      });
      const item = element("li", {}, button);
      item.hidden = !isOpen && !first.includes(offer);
      return item;
    });
    const list = element("ul", {}, ...items), rest = offers.length - first.length;
    box.replaceChildren(offers.length ? list : element("p", {}, words.none));
    if (offers.length > MANY) list.before(finder(offers, items, words));
    if (rest > 0 && !isOpen) list.append(element("li", {}, opener(box, items, first.length, words.more.replace("{count}", rest))));
    const again = focused && items.map((item) => item.firstChild).find((button) => button.dataset.name === focused);
    if (again) again.focus();
  }

  /** Returns the button that brings the others, and goes away. */
  function opener(box, items, place, label) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      box.dataset.open = "true";
      for (const item of items) item.hidden = false;
      button.parentNode.remove();
      items[place].firstChild.focus();
    });
    return button;
  }

  /** Returns the box that leaves only what has the typed letters in one of its names. */
  function finder(offers, items, words) {
    const input = element("input", { type: "search", autocomplete: "off", "aria-label": words.find, placeholder: words.find });
    const before = items.map((item) => item.hidden);
    input.addEventListener("input", () => {
      const typed = input.value.trim().toLowerCase();
      offers.forEach(([name, , others], at) => {
        const has = [name, ...others].some((each) => each.toLowerCase().includes(typed));
        items[at].hidden = typed ? !has : before[at];
      });
    });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    return input;
  }

  scope.sitegenFacet = { show };
})(self);
