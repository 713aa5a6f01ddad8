/// How a paused authorization request finds its way back to `/authorize`.
///
/// Steps never call each other. When something must be shown, the whole request is sealed into the return address; each
/// step does its work and returns there. An anonymous request costs the server no memory and no write.
package dev.narthex.flow;
