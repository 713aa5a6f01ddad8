/// What is said of a client when it is registered: read from the wire, found consistent, and written back. One model
/// for
/// the Apps API and for dynamic client registration; owns no routes.
package dev.narthex.apps.metadata;
