/// The console's pages as HTML, and what each of them shows. Knows nothing of people, groups or events themselves.
package dev.narthex.page.console;
