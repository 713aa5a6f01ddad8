/// `narthex import`: people from a file or from another server into the database, with progress and a report.
package dev.narthex.server.imports;
