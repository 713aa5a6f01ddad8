/// The words of the management API: errors in its one shape.
package dev.narthex.okta;
