package dev.narthex.org;

/// The org's one row.
public interface OrgStore {

    /// Stores the org unless there is one, with the built-in group Everyone; answers with the one that is there.
    /// However many nodes start at once, all get the same.
    Org ensure(Org first);
}
