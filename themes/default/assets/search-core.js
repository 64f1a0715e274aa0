/*
 * The search without its page: what a worker runs, the page itself where it has no worker, and the command line. What an ordinary
 * question does without is `search-further.js`.
 */
// @import "vendor/lunr.search.min.js";
// @import "search-fold.js";
// @import "search-index.js";
// @import "search-query.js";
// @import "search-score.js";
// @import "search-match.js";
// @import "search-engine.js";
// @import "search-results.js";
// @import "search-answer.js";
// @import "search-worker.js";
