/// How apps are made, changed and removed over the wire: the Apps API with its assignments, secrets and keys, and
/// dynamic
/// client registration. What a client may be is decided in `apps.metadata`; nothing else knows this package.
package dev.narthex.clients;
