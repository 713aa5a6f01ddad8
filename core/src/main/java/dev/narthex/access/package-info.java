/// Who may call the management API: a bearer of an API token becomes a `Caller`, which nothing else makes.
package dev.narthex.access;
