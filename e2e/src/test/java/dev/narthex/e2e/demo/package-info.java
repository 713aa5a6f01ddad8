/// What a newcomer sees: `./dev demo` as it comes, in the machine's own Chromium.
package dev.narthex.e2e.demo;
