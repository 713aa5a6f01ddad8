/// Trusted origins: web origins that may call cookie APIs, be redirected to, or frame us.
package dev.narthex.origins;
