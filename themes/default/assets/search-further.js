/* What few questions ask of the search: fetched when one does, after `search-core.js`. */
// @import "search-numbers.js";
// @import "search-traditional.js";
// @import "search-pinyin.js";
// @import "search-likely.js";
// @import "search-suggest.js";
// @import "search-traits.js";
// @import "search-initiatives.js";
// @import "search-browse.js";
