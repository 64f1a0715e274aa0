/* Where a policy of trusted types is asked for, an address of a script must have passed one: of the page and of its worker alike. */
(function (scope) {
  "use strict";

  /** Where scripts may come from: nowhere but below the folder of the search. */
  function trusted(url) {
    if (!scope.trustedTypes) return url;
    trusted.policy = trusted.policy || scope.trustedTypes.createPolicy("sitegen-search", {
      createScriptURL: (text) => {
        if (!/^[\w./-]+\.js(\?[\w=-]+)?$/.test(text)) throw new TypeError(text);
        return text;
      },
    });
    return trusted.policy.createScriptURL(url);
  }

  // A page without a worker runs this twice; a policy is made once.
  scope.sitegenTrusted = scope.sitegenTrusted || { trusted };
})(typeof self === "undefined" ? globalThis : self);
