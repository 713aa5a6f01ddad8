package dev.narthex.imports;

/// What an import is asked to do beside making people who are not there yet.
///
/// @param dryRun read and report, store nobody
/// @param updateExisting a row whose login somebody has changes that person: see [Merge]
/// @param makeGroups make groups that rows name and that are not there
/// @param activate who could sign in may do so at once; else they come staged
public record Wishes(boolean dryRun, boolean updateExisting, boolean makeGroups, boolean activate) {}
