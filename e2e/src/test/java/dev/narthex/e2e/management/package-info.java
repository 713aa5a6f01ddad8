/// The management API, call by call.
package dev.narthex.e2e.management;
