/// Names for things that are stored. Owns the form of ids and nothing else; no routes.
package dev.narthex.id;
