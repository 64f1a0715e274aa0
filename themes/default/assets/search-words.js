/*
 * The box as a combobox with a list of words (WAI-ARIA Authoring Practices, editable combobox with list autocomplete): what the
 * archive has that goes on from what is typed. The arrows lead through the words and on to the results; the focus stays in the box
 * while a word is chosen. While an input method composes, every key belongs to it.
 */
(function (scope) {
  "use strict";

  const box = document.getElementById("q"), list = document.getElementById("search-words");
  let active = -1, take = () => {};

  /** Makes the word numbered `at` the active one, -1 for none. */
  function activate(at) {
    active = at;
    Array.from(list.children).forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
    if (at >= 0) list.children[at].scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function optionOf(word, at) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.id = "search-word-" + at;
    option.textContent = word;
    // The box keeps the focus, so that a phone keeps its keyboard.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => accept(word));
    return option;
  }

  /** Offers words; none closes the list. */
  function offer(words) {
    list.replaceChildren(...words.map(optionOf));
    list.hidden = !words.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
  }

  function accept(word) {
    box.value = word;
    offer([]);
    take();
  }

  /** Tells what a key does with the list; true where nothing else may have it. */
  function press(key) {
    const last = list.children.length - 1;
    if (last < 0) return false;
    if (key === "ArrowDown" && active < last) activate(active + 1);
    else if (key === "ArrowUp" && active >= 0) activate(active - 1);
    else if (key === "Escape") offer([]);
    else if (key === "Enter" && active >= 0) accept(list.children[active].textContent);
    else {
      // What is typed, and how far the caret is moved, is about the text and no longer about the word.
      if (!["ArrowDown", "Shift"].includes(key)) activate(-1);
      return false;
    }
    return true;
  }

  /** Makes the box a combobox; `taken` is called when a word was taken. */
  function prepare(taken) {
    take = taken;
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) box.setAttribute(name, value);
    box.addEventListener("keydown", (event) => {
      const isOthers = event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (isOthers || !press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("blur", () => activate(-1));
  }

  scope.sitegenWords = { prepare, offer };
})(self);
