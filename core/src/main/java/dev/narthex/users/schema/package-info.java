/// Which attributes a person's profile may have, and of what kind each is: the base ones and those an org adds.
package dev.narthex.users.schema;
