package dev.narthex.users.search;

import dev.narthex.users.search.UserQuery.Found;

/// Finds people by indexes: a page costs about the same however many there are.
///
/// Each call looks at a bounded number of users. A query that few meet and no index helps is answered over several
/// pages, some of them short or empty.
public interface UserSearch {

    Found find(UserQuery query);
}
