package dev.narthex.directory.rules;

import dev.narthex.access.Caller;
import dev.narthex.directory.DirectoryLog;
import dev.narthex.directory.GroupsApi;
import dev.narthex.directory.rules.GroupRuleReader.Wish;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.groups.rules.GroupRuleStore;
import dev.narthex.groups.rules.GroupRuleStore.Creation;
import dev.narthex.groups.rules.GroupRuleStore.Replacement;
import dev.narthex.groups.rules.GroupRuleStore.Turn;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// `/api/v1/groups/rules`: rules that put people into groups. A rule begins inactive; what it is to do when it
/// begins or ends is done later, for everybody.
public final class GroupRulesApi {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final String TYPE = "GroupRule";

    private final GroupRuleStore rules;
    private final GroupRuleReader reader;
    private final GroupRuleJson json;
    private final DirectoryLog log;
    private final Making making;

    /// @param baseUrl for the links of lists
    public record Making(GroupsApi.Making beginnings, String baseUrl) {}

    public GroupRulesApi(
            GroupRuleStore rules, GroupRuleReader reader, GroupRuleJson json, DirectoryLog log, Making making) {
        this.rules = rules;
        this.reader = reader;
        this.json = json;
        this.log = log;
        this.making = making;
    }

    /// GET; `search` is a part of a name.
    public Response list(Request request, Caller caller) {
        var listing = Listing.asked(request, USUAL, MOST);
        String sought = request.query().first("search").orElse("").toLowerCase(Locale.ROOT);
        var found = rules.all().stream()
                .filter(rule -> rule.name().toLowerCase(Locale.ROOT).contains(sought))
                .filter(rule -> rule.id().compareTo(listing.after().orElse("")) > 0)
                .limit(listing.fetch())
                .toList();
        return listing.response(
                request, making.baseUrl(), found, rule -> json.json(rule, wantsNames(request)), GroupRule::id);
    }

    public Response get(Request request, Caller caller) {
        return of(request, rule -> Response.json(200, json.json(rule, wantsNames(request))));
    }

    private static boolean wantsNames(Request request) {
        return request.query()
                .first("expand")
                .filter("groupIdToGroupNameMap"::equals)
                .isPresent();
    }

    /// POST `/api/v1/groups/rules`.
    public Response create(Request request, Caller caller) {
        var fields = Fields.of(request.json());
        var wish = reader.read(fields);
        if (wish.groupIds().isEmpty())
            fields.fault("actions.assignUserToGroups.groupIds", "The field cannot be left blank");
        return fields.error(TYPE).map(error -> error.response(request)).orElseGet(() -> {
            var now = making.beginnings().clock().instant();
            var rule = new GroupRule(
                    making.beginnings().ids().next("0pr"),
                    wish.name(),
                    Status.INACTIVE,
                    wish.condition(),
                    wish.groupIds().orElseThrow(),
                    now,
                    now);
            return switch (rules.create(rule)) {
                case Creation.NameTaken() -> taken(request);
                case Creation.TooMany() ->
                    OktaError.invalid(TYPE, "an org has at most " + GroupRuleStore.MOST + " rules")
                            .response(request);
                case Creation.Created() -> done(request, caller, EventType.RULE_CREATED, rule);
            };
        });
    }

    /// PUT: name and condition; the groups stay what they are.
    public Response replace(Request request, Caller caller) {
        return of(request, before -> {
            var fields = Fields.of(request.json());
            var wish = reader.read(fields);
            wish.groupIds()
                    .filter(ids -> !Set.copyOf(ids).equals(Set.copyOf(before.groupIds())))
                    .ifPresent(_ -> fields.fault("actions", "can't be changed"));
            return fields.error(TYPE)
                    .map(error -> error.response(request))
                    .orElseGet(() -> replaced(request, caller, before, wish));
        });
    }

    private Response replaced(Request request, Caller caller, GroupRule before, Wish wish) {
        var next = new GroupRule(
                before.id(),
                wish.name(),
                Status.INACTIVE,
                wish.condition(),
                before.groupIds(),
                before.created(),
                making.beginnings().clock().instant());
        return switch (rules.replace(next)) {
            case Replacement.NameTaken() -> taken(request);
            case Replacement.Gone() -> unknown(request);
            case Replacement.NotInactive() ->
                OktaError.invalid("updateRule", "status: only a rule that is INACTIVE can be changed")
                        .response(request);
            case Replacement.Replaced() -> done(request, caller, EventType.RULE_UPDATED, next);
        };
    }

    /// DELETE; with `removeUsers=true` people leave the groups into which the rule has put them.
    public Response delete(Request request, Caller caller) {
        boolean memberships =
                request.query().first("removeUsers").filter("true"::equals).isPresent();
        return rules.delete(
                        id(request), memberships, making.beginnings().clock().instant())
                .map(rule -> {
                    log.write(request, caller, EventType.RULE_DELETED, target(rule));
                    return Response.empty(202);
                })
                .orElseGet(() -> unknown(request));
    }

    /// POST `…/lifecycle/activate`.
    public Response activate(Request request, Caller caller) {
        return turned(
                request,
                caller,
                EventType.RULE_ACTIVATED,
                rules.activate(id(request), making.beginnings().clock().instant()));
    }

    /// POST `…/lifecycle/deactivate`.
    public Response deactivate(Request request, Caller caller) {
        return turned(
                request,
                caller,
                EventType.RULE_DEACTIVATED,
                rules.deactivate(id(request), making.beginnings().clock().instant()));
    }

    private Response turned(Request request, Caller caller, EventType type, Turn turn) {
        return switch (turn) {
            case Turn.Gone() -> unknown(request);
            case Turn.Invalid() ->
                OktaError.invalid(
                                "updateRuleStatus",
                                "Cannot activate or deactivate a Group Rule with the status INVALID.")
                        .response(request);
            case Turn.Turned(var rule, var changed) -> {
                if (changed) log.write(request, caller, type, target(rule));
                yield Response.empty(204);
            }
        };
    }

    private Response done(Request request, Caller caller, EventType type, GroupRule rule) {
        log.write(request, caller, type, target(rule));
        return Response.json(200, json.json(rule, false));
    }

    private static Target target(GroupRule rule) {
        return new Target(rule.id(), TYPE, "unknown", rule.name());
    }

    private Response of(Request request, Function<GroupRule, Response> then) {
        return rules.byId(id(request)).map(then).orElseGet(() -> unknown(request));
    }

    private static String id(Request request) {
        return request.pathParameter("rule");
    }

    private static Response taken(Request request) {
        return OktaError.invalid("name", "name: Policy rule name already in use")
                .response(request);
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(id(request), TYPE).response(request);
    }
}
