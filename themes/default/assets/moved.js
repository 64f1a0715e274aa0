/* Goes on to where a page stands now, to the same place on it. */
(function () {
  "use strict";
  const link = document.getElementById("moved-to");
  if (link) location.replace(link.hash ? link.href : link.href + location.hash);
})();
