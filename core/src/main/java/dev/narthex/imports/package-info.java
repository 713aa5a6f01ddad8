/// People brought from elsewhere, many at a time. Each source is turned into rows of one shape, that of the Users API
/// with a few members more; a row becomes a user as a whole or is refused with all its reasons.
package dev.narthex.imports;
