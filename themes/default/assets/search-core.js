/* All of the search but its page: what a worker runs, the page itself where it has no worker, and the command line. */
// @import "vendor/lunr.search.min.js";
// @import "search-fold.js";
// @import "search-index.js";
// @import "search-query.js";
// @import "search-numbers.js";
// @import "search-score.js";
// @import "search-match.js";
// @import "search-pinyin.js";
// @import "search-engine.js";
// @import "search-results.js";
// @import "search-initiatives.js";
// @import "search-answer.js";
// @import "search-worker.js";
