package dev.narthex.store;

import dev.narthex.access.ApiTokenStore;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.apps.ImplicitUseStore;
import dev.narthex.apps.ScopeGrantStore;
import dev.narthex.cache.Changes;
import dev.narthex.clientauth.AssertionStore;
import dev.narthex.clients.RegistrationStore;
import dev.narthex.consent.GrantStore;
import dev.narthex.device.DeviceStore;
import dev.narthex.governance.OrgPolicyStore;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.rules.GroupRuleStore;
import dev.narthex.hooks.InlineHookStore;
import dev.narthex.imports.ExportStore;
import dev.narthex.imports.ImportStore;
import dev.narthex.imports.jobs.ImportJobStore;
import dev.narthex.keys.KeyStore;
import dev.narthex.log.LogStore;
import dev.narthex.logout.ParticipantStore;
import dev.narthex.mail.OutboxStore;
import dev.narthex.org.OrgStore;
import dev.narthex.origins.TrustedOriginStore;
import dev.narthex.policy.AuthorizationServerStore;
import dev.narthex.recovery.LinkStore;
import dev.narthex.registration.EnrollmentStore;
import dev.narthex.roles.RoleStore;
import dev.narthex.session.SessionStore;
import dev.narthex.signin.AttemptStore;
import dev.narthex.store.clients.SqlAssignmentStore;
import dev.narthex.store.clients.SqlImplicitUseStore;
import dev.narthex.store.clients.SqlRegistrationStore;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.DatabaseUrl;
import dev.narthex.store.groups.Journal;
import dev.narthex.store.groups.Placements;
import dev.narthex.store.groups.SqlGroupRuleStore;
import dev.narthex.store.groups.SqlGroupStore;
import dev.narthex.store.people.SqlEnrollmentStore;
import dev.narthex.store.people.SqlExportStore;
import dev.narthex.store.people.SqlImportJobStore;
import dev.narthex.store.people.SqlImportStore;
import dev.narthex.store.people.SqlProfileUpkeep;
import dev.narthex.store.people.SqlRoleStore;
import dev.narthex.store.people.SqlUserSchemaStore;
import dev.narthex.store.people.SqlUserSearch;
import dev.narthex.store.people.SqlUserStore;
import dev.narthex.store.tokens.SqlAssertionStore;
import dev.narthex.store.tokens.SqlCodeStore;
import dev.narthex.store.tokens.SqlGrantStore;
import dev.narthex.store.tokens.SqlRefreshTokenStore;
import dev.narthex.store.tokens.SqlRevocationStore;
import dev.narthex.store.tokens.SqlScopeGrantStore;
import dev.narthex.token.CodeStore;
import dev.narthex.token.RefreshTokenStore;
import dev.narthex.token.RevocationStore;
import dev.narthex.users.UserStore;
import dev.narthex.users.schema.ProfileUpkeep;
import dev.narthex.users.schema.UserSchemaStore;
import dev.narthex.users.search.UserSearch;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything that is stored, in one open database.
public final class Storage implements AutoCloseable {
    private final Database database;
    private final Placements placements;

    private Storage(Database database, RandomGenerator random) {
        this.database = database;
        this.placements = new Placements(database, new Journal(random, SqlLogStore::insert));
    }

    /// Opens the database and brings its schema up to date. `url` is `sqlite:PATH` or
    /// `postgresql://user:password@host:port/name`; `Unavailable` tells operators why it cannot be opened.
    public static Storage open(String url, RandomGenerator random) {
        return new Storage(Database.open(DatabaseUrl.parse(url), random), random);
    }

    /// What is wrong with the form of a database URL, if anything is.
    public static Optional<String> problemOf(String url) {
        try {
            DatabaseUrl.parse(url);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    public OrgStore org() {
        return new SqlOrgStore(database);
    }

    public UserStore users() {
        return new SqlUserStore(database, placements);
    }

    public UserSearch userSearch() {
        return new SqlUserSearch(database);
    }

    /// A search that looks at fewer users at once.
    UserSearch userSearch(int window) {
        return new SqlUserSearch(database, window);
    }

    public UserSchemaStore userSchemas() {
        return new SqlUserSchemaStore(database);
    }

    public RoleStore roles() {
        return new SqlRoleStore(database);
    }

    public ProfileUpkeep profileUpkeep() {
        return new SqlProfileUpkeep(database, placements);
    }

    public GroupStore groups() {
        return new SqlGroupStore(database, placements);
    }

    public GroupRuleStore groupRules() {
        return new SqlGroupRuleStore(database, placements);
    }

    public AppStore apps() {
        return new SqlAppStore(database);
    }

    public ScopeGrantStore scopeGrants() {
        return new SqlScopeGrantStore(database);
    }

    public AssignmentStore assignments() {
        return new SqlAssignmentStore(database);
    }

    public RegistrationStore registrations() {
        return new SqlRegistrationStore(database);
    }

    public AuthorizationServerStore authorizationServers() {
        return new SqlAuthorizationServerStore(database);
    }

    public KeyStore keys() {
        return new SqlKeyStore(database);
    }

    public SessionStore sessions() {
        return new SqlSessionStore(database);
    }

    public GrantStore grants() {
        return new SqlGrantStore(database);
    }

    public CodeStore codes() {
        return new SqlCodeStore(database);
    }

    public ImplicitUseStore implicitUse() {
        return new SqlImplicitUseStore(database);
    }

    public ParticipantStore participants() {
        return new SqlParticipantStore(database);
    }

    public DeviceStore devices() {
        return new SqlDeviceStore(database);
    }

    public RefreshTokenStore refreshTokens() {
        return new SqlRefreshTokenStore(database);
    }

    public RevocationStore revocations() {
        return new SqlRevocationStore(database);
    }

    public AssertionStore assertions() {
        return new SqlAssertionStore(database);
    }

    public AttemptStore attempts() {
        return new SqlAttemptStore(database);
    }

    public ApiTokenStore apiTokens() {
        return new SqlApiTokenStore(database);
    }

    public TrustedOriginStore trustedOrigins() {
        return new SqlTrustedOriginStore(database);
    }

    public OutboxStore outbox() {
        return new SqlOutboxStore(database);
    }

    public EnrollmentStore enrollment() {
        return new SqlEnrollmentStore(database);
    }

    public LinkStore links() {
        return new SqlLinkStore(database);
    }

    public ImportStore imports() {
        return new SqlImportStore(database, placements);
    }

    public ImportJobStore importJobs() {
        return new SqlImportJobStore(database);
    }

    public ExportStore exports() {
        return new SqlExportStore(database);
    }

    public InlineHookStore inlineHooks() {
        return new SqlInlineHookStore(database);
    }

    public OrgPolicyStore orgPolicies() {
        return new SqlOrgPolicyStore(database);
    }

    public LogStore log() {
        return new SqlLogStore(database);
    }

    /// Tells what has changed, here or on another node.
    public Changes changes() {
        return database.changes();
    }

    /// Finishes the writes that wait, then closes every connection.
    @Override
    public void close() {
        database.close();
    }
}
