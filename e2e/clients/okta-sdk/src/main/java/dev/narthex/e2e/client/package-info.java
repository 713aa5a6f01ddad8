/// A program that administers with Okta's SDK for Java, as its makers publish it.
package dev.narthex.e2e.client;
