/// A program that signs in with Okta's authentication SDK for Java, as its makers publish it.
package dev.narthex.e2e.client;
