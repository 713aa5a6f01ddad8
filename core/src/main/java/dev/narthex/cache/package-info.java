/// What may be remembered between requests, and how it is forgotten in time. Owns the bounded caches of the features;
/// hears of changes from the store through [dev.narthex.cache.Changes]. No routes.
package dev.narthex.cache;
