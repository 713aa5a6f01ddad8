package dev.narthex.log;

import dev.narthex.log.LogEvent.Kind;
import dev.narthex.log.LogEvent.Severity;

/// The events we write, under the names of Okta's catalogue.
public enum EventType {
    SESSION_START("user.session.start", "User sign-in"),
    SESSION_END("user.session.end", "User sign-out"),
    ACCOUNT_LOCK("user.account.lock", "Account locked after too many failed sign-ins"),
    USER_CREATE("user.lifecycle.create", "User created"),
    USER_ACTIVATE("user.lifecycle.activate", "User activated"),
    USER_REACTIVATE("user.lifecycle.reactivate", "User reactivated"),
    USER_DEACTIVATE("user.lifecycle.deactivate", "User deactivated"),
    USER_SUSPEND("user.lifecycle.suspend", "User suspended"),
    USER_UNSUSPEND("user.lifecycle.unsuspend", "User unsuspended"),
    USER_DELETE("user.lifecycle.delete.completed", "User deleted"),
    USER_UNLOCK("user.account.unlock_by_admin", "Account unlocked by an administrator"),
    USER_RESET_PASSWORD("user.account.reset_password", "Password reset begun"),
    USER_EXPIRE_PASSWORD("user.account.expire_password", "Password expired"),
    USER_UPDATE_PASSWORD("user.account.update_password", "Password changed"),
    USER_UPDATE_QUESTION("user.account.update_recovery_question", "Recovery question changed"),
    USER_UPDATE_PROFILE("user.account.update_profile", "Profile changed"),
    SESSION_CLEAR("user.session.clear", "All sessions of a user ended"),
    SCHEMA_UPDATE("user.schema.update", "Schema of users changed"),
    GROUP_CREATE("group.lifecycle.create", "Group created"),
    GROUP_DELETE("group.lifecycle.delete", "Group deleted"),
    GROUP_UPDATE("group.profile.update", "Group changed"),
    MEMBER_ADD("group.user_membership.add", "User added to group"),
    MEMBER_REMOVE("group.user_membership.remove", "User removed from group"),
    ORG_AUTHORIZE("app.oauth2.authorize", "OAuth authorization request"),
    ORG_ACCESS_TOKEN("app.oauth2.authorize.implicit.access_token", "Access token issued, implicit flow"),
    ORG_ID_TOKEN("app.oauth2.authorize.implicit.id_token", "ID token issued, implicit flow"),
    AUTHORIZE("app.oauth2.as.authorize", "OAuth authorization request"),
    ACCESS_TOKEN("app.oauth2.as.authorize.implicit.access_token", "Access token issued, implicit flow"),
    ID_TOKEN("app.oauth2.as.authorize.implicit.id_token", "ID token issued, implicit flow"),
    SCOPE_DENIED("app.oauth2.as.authorize.scope_denied", "Scope denied by access policy"),
    CODE("app.oauth2.as.authorize.code", "Authorization code issued"),
    ORG_CODE("app.oauth2.authorize.code", "Authorization code issued"),
    TOKEN_GRANT("app.oauth2.as.token.grant", "Token request"),
    TOKEN_ACCESS_TOKEN("app.oauth2.as.token.grant.access_token", "Access token issued"),
    TOKEN_ID_TOKEN("app.oauth2.as.token.grant.id_token", "ID token issued"),
    TOKEN_REFRESH_TOKEN("app.oauth2.as.token.grant.refresh_token", "Refresh token issued"),
    ORG_TOKEN_GRANT("app.oauth2.token.grant", "Token request"),
    ORG_TOKEN_ACCESS_TOKEN("app.oauth2.token.grant.access_token", "Access token issued"),
    ORG_TOKEN_ID_TOKEN("app.oauth2.token.grant.id_token", "ID token issued"),
    ORG_TOKEN_REFRESH_TOKEN("app.oauth2.token.grant.refresh_token", "Refresh token issued"),
    TOKEN_REUSE("app.oauth2.as.token.detect_reuse", "Refresh token used again"),
    ORG_TOKEN_REUSE("app.oauth2.token.detect_reuse", "Refresh token used again"),
    TOKEN_REVOKE("app.oauth2.as.token.revoke", "Token revoked"),
    ORG_TOKEN_REVOKE("app.oauth2.token.revoke", "Token revoked"),
    INVALID_CLIENT("app.oauth2.invalid_client_credentials", "Client authentication failed"),
    DEVICE_START("app.oauth2.device.authorize", "Device authorization started"),
    DEVICE_GUESS("app.oauth2.device.user_code", "Code of a device typed"),
    DEVICE_ACTIVATE("app.oauth2.device.activate", "Device connected by a person"),
    ACCOUNT_UNLOCK("user.account.unlock", "Account unlocked by its owner"),
    ACCOUNT_LINK("user.account.recovery_link", "Link asked for on a recovery page"),
    EMAIL_UPDATE("user.account.update_primary_email", "E-mail address changed"),
    CONSENT_REVOKE("app.oauth2.as.consent.revoke", "Consent withdrawn"),
    CONSENT_GRANT("app.oauth2.as.consent.grant", "Consent given"),
    PASSWORD_IMPORT("user.import.password", "Password checked by the old system"),
    HOOK_EXECUTED("inline_hook.executed", "Inline hook called"),
    HOOK_CREATED("inline_hook.created", "Inline hook made"),
    HOOK_UPDATED("inline_hook.updated", "Inline hook changed"),
    HOOK_ACTIVATED("inline_hook.activated", "Inline hook activated"),
    HOOK_DEACTIVATED("inline_hook.deactivated", "Inline hook deactivated"),
    HOOK_DELETED("inline_hook.deleted", "Inline hook deleted"),
    CONSENT_REVOKE("app.oauth2.as.consent.revoke", "Consent revoked"),
    CONSENT_REVOKE_USER("app.oauth2.as.consent.revoke.user", "All consent of a person revoked"),
    CONSENT_REVOKE_CLIENT("app.oauth2.as.consent.revoke.user.client", "All consent of a person to a client revoked"),
    SERVER_CREATED("oauth2.as.created", "Authorization server created"),
    SERVER_UPDATED("oauth2.as.updated", "Authorization server updated"),
    SERVER_ACTIVATED("oauth2.as.activated", "Authorization server activated"),
    SERVER_DEACTIVATED("oauth2.as.deactivated", "Authorization server deactivated"),
    SERVER_DELETED("oauth2.as.deleted", "Authorization server deleted"),
    SCOPE_CREATED("oauth2.scope.created", "Scope created"),
    SCOPE_UPDATED("oauth2.scope.updated", "Scope updated"),
    SCOPE_DELETED("oauth2.scope.deleted", "Scope deleted"),
    CLAIM_CREATED("oauth2.claim.created", "Claim created"),
    CLAIM_UPDATED("oauth2.claim.updated", "Claim updated"),
    CLAIM_DELETED("oauth2.claim.deleted", "Claim deleted"),
    POLICY_CREATED("policy.lifecycle.create", "Policy created"),
    POLICY_UPDATED("policy.lifecycle.update", "Policy updated"),
    POLICY_ACTIVATED("policy.lifecycle.activate", "Policy activated"),
    POLICY_DEACTIVATED("policy.lifecycle.deactivate", "Policy deactivated"),
    POLICY_DELETED("policy.lifecycle.delete", "Policy deleted"),
    RULE_CREATED("policy.rule.add", "Policy rule added"),
    RULE_UPDATED("policy.rule.update", "Policy rule updated"),
    RULE_ACTIVATED("policy.rule.activate", "Policy rule activated"),
    RULE_DEACTIVATED("policy.rule.deactivate", "Policy rule deactivated"),
    RULE_DELETED("policy.rule.delete", "Policy rule deleted"),
    KEY_ROLLOVER("app.oauth2.as.key.rollover", "Signing key rotated");

    private final Kind success;
    private final Kind failure;

    EventType(String type, String message) {
        this.success = new Kind(type, message, Severity.INFO);
        this.failure = new Kind(type, message, Severity.WARN);
    }

    Kind kind(boolean failed) {
        return failed ? failure : success;
    }
}
