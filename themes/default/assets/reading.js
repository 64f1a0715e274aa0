// The reading mode that was chosen before, set before the page is drawn.  The switch itself works without this
// script, for the one page; remembering it from page to page needs the browser's own storage.
"use strict";
try {
  if (localStorage.getItem("reading") === "large") document.documentElement.classList.add("large");
} catch (error) {
  // storage is off: every page starts in the usual size
}
