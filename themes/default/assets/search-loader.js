/*
 * Brings files of the index to the page as scripts, the only thing that a page opened from disk may load.
 * Each calls `sitegenSearch.put(name, base64 of deflated bytes)`.
 */
(function (scope) {
  "use strict";

  const waiting = new Map();
  const FRESH = 600000;

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

  function put(name, packed) {
    const request = waiting.get(name);
    waiting.delete(name);
    if (request) request.resolve(scope.sitegenIndex.unpack(packed));
  }

  /** Returns `load(name, mark)` for the files below `folder`; a file that changes gets another mark, and so another name. */
  function loader(folder) {
    const load = (name, mark) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const isFixed = mark || location.protocol === "file:";
      const end = (mark ? "." + mark : "") + ".js" + (isFixed ? "" : "?t=" + Math.floor(Date.now() / FRESH));
      waiting.set(name, { resolve, reject });
      script.addEventListener("error", () => {
        waiting.delete(name);
        script.remove();
        reject(new Error(name));
      });
      script.addEventListener("load", () => script.remove());
      script.src = trusted(folder + name + end);
      document.head.append(script);
    });
    const coming = new Map();
    // Who asks for a file that is on its way waits with the first: a file answers once.
    return (name, mark) => {
      if (!coming.has(name)) coming.set(name, load(name, mark).finally(() => coming.delete(name)));
      return coming.get(name);
    };
  }

  /** Runs a script of the theme that is seldom needed. */
  function run(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(url)));
      script.src = trusted(url);
      document.head.append(script);
    });
  }

  scope.sitegenSearch = { put, loader, run, trusted };
})(self);
