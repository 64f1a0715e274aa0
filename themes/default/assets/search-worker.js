/* Answers the page's questions where this runs as a worker: typing stays smooth however much there is to weigh. */
(function (scope) {
  "use strict";

  if (!scope.importScripts) return;
  const FRESH = 600000;
  let index = null, policy = null;

  /** Fetches a file of the index: the same line of script that a page takes, read as text. */
  function reader(folder) {
    return async (name, mark) => {
      const end = (mark ? "." + mark : "") + ".js" + (mark ? "" : "?t=" + Math.floor(Date.now() / FRESH));
      const response = await fetch(folder + name + end);
      if (!response.ok) throw new Error(name);
      const [, packed] = /^sitegenSearch\.put\("[^"]*","([A-Za-z0-9+/=]*)"\);\s*$/.exec(await response.text());
      return scope.sitegenIndex.unpack(packed);
    };
  }

  /** Runs a script beside this one; where a policy of trusted types is asked for, its address must have passed one. */
  async function run(name) {
    policy = policy || scope.trustedTypes && scope.trustedTypes.createPolicy("sitegen-search", {
      createScriptURL: (text) => {
        if (!/^[\w.-]+\.js$/.test(text)) throw new TypeError(text);
        return text;
      },
    });
    scope.importScripts(policy ? policy.createScriptURL(name) : name);
  }

  scope.onmessage = async ({ data: { number, folder, further, request } }) => {
    try {
      index = index || new scope.sitegenIndex.Index(reader(folder), () => run(further));
      const answer = request ? await scope.sitegenAnswer.answer(index, request) : await index.open().then(() => null);
      scope.postMessage({ number, answer });
    } catch (error) {
      scope.postMessage({ number, failed: String(error) });
    }
  };
})(typeof self === "undefined" ? globalThis : self);
