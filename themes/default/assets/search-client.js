/*
 * Brings the page's questions to the search: to a worker, or to the page's own thread where there is none (a page opened from
 * disk, an old browser). One question at a time; of those that come meanwhile only the last is asked.
 */
(function (scope) {
  "use strict";

  /** Returns a function that asks the worker; throws where there can be none. */
  function worker({ core, further }, folder) {
    if (location.protocol === "file:" || !scope.Worker) throw new Error("no worker");
    const made = new Worker(scope.sitegenSearch.trusted(core)), waiting = new Map(), base = new URL(folder || ".", location.href).href;
    let count = 0;
    made.onmessage = ({ data: { number, answer, failed } }) => {
      const { resolve, reject } = waiting.get(number);
      waiting.delete(number);
      if (failed) reject(new Error(failed));
      else resolve(answer);
    };
    const ask = (request) => new Promise((resolve, reject) => {
      waiting.set(++count, { resolve, reject });
      // What the worker runs besides lies in its own folder.
      made.postMessage({ number: count, folder: base, further: further.split("/").pop(), request });
    });
    made.onerror = () => { for (const { reject } of waiting.values()) reject(Object.assign(new Error("worker"), { isBroken: true })); };
    return ask;
  }

  /** Returns a function that answers on this thread; the scripts for it are fetched with the first question. */
  function own({ core, further }, folder) {
    let index = null, ready = null;
    return async (request) => {
      if (!scope.sitegenAnswer) await (ready = ready || scope.sitegenSearch.run(core).finally(() => { ready = null; }));
      index = index || new scope.sitegenIndex.Index(scope.sitegenSearch.loader(folder), () => scope.sitegenSearch.run(further));
      return request ? scope.sitegenAnswer.answer(index, request) : index.open().then(() => null);
    };
  }

  /** Returns `ask(request)` of `scripts`, the addresses of {core, further}: the answer, or null for a question that another one has overtaken. Without a request it only makes ready. */
  function client(scripts, folder) {
    let ask = null, other = null, busy = null, next = null;
    try {
      ask = worker(scripts, folder);
    } catch {
      ask = own(scripts, folder);
    }
    const answered = async (request) => {
      try {
        return await ask(request);
      } catch (error) {
        if (!error.isBroken) throw error;
        ask = other = other || own(scripts, folder);
        return ask(request);
      }
    };
    return async (request) => {
      if (!request) return answered(request);
      const mine = next = {};
      while (busy) await busy.catch(() => {});
      if (mine !== next) return null;
      busy = answered(request).finally(() => { busy = null; });
      return busy;
    };
  }

  scope.sitegenClient = { client };
})(self);
