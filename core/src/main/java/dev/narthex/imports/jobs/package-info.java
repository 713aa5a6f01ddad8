/// Imports that the server runs itself: a file is posted to `/api/v1/imports/users`, lies sealed in the database, and
/// is
/// brought in by one node after the other until it is done. Rows are read and landed as [dev.narthex.imports] does it
/// for the command.
package dev.narthex.imports.jobs;
