/// How what leads to tokens is kept: codes, refresh tokens, grants, and what has been ended or used up.
package dev.narthex.store.tokens;
