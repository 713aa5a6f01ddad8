package dev.narthex.access;

import dev.narthex.http.Request;
import dev.narthex.http.Response;

/// What a caller who may is answered.
@FunctionalInterface
public interface Operation {
    Response answer(Request request, Caller caller);
}
