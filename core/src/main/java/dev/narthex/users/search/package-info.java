/// Searching people: the language of `search`, `filter` and `q`, and what a store is asked in the end.
package dev.narthex.users.search;
