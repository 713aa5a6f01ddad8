package dev.narthex.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who may know whom. The compiler guards the modules by `module-info`; here is what it can't see.
///
/// Ordinary tests: fields with `@ArchTest` run nothing under Surefire, and stay green.
final class DependencyRulesTest {
    private static final List<Path> COMPILED = House.MODULES.stream()
            .map(module -> House.ROOT.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    private static final JavaClasses ALL = new ClassFileImporter().importPaths(COMPILED);

    private static final DescribedPredicate<JavaClass> FEATURES = resideInAPackage("dev.narthex..")
            .and(not(resideInAnyPackage(
                    "dev.narthex.http..",
                    "dev.narthex.jose..",
                    "dev.narthex.store..",
                    "dev.narthex.server..",
                    "dev.narthex.samples..",
                    "dev.narthex.bench..")))
            .as("features");

    /// Those who answer; `okta` and `page` render for them, and `Callers` guards the APIs with the one 401.
    private static final DescribedPredicate<JavaClass> VOICES = nameMatching(
                    ".*(Endpoint|Api|Page|Responder)(\\$.*)?|dev\\.narthex\\.(okta\\.(OktaError|Listing)|page\\.(Pages|Assets|console\\.ConsolePages)|access\\.Callers).*")
            .as("endpoints, APIs, pages, responders, renderers and the guard")
            .forSubtype();

    @Test
    @DisplayName("A rule that is wrong fails: these tests do run")
    void canary() {
        ArchRule wrong = noClasses()
                .that()
                .resideInAPackage("dev.narthex.oauth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang..");
        assertThrows(AssertionError.class, () -> wrong.check(ALL));
    }

    @Test
    @DisplayName("Each module with sources was read; bench only where it was built, as nothing depends on it")
    void everyModuleIsRead() {
        var unread = House.MODULES.stream()
                .filter(module -> !module.equals("bench"))
                .filter(module -> Files.isDirectory(House.ROOT.resolve(module).resolve("src/main/java")))
                .filter(module -> !Files.isDirectory(House.ROOT.resolve(module).resolve("target/classes/dev/narthex")))
                .toList();
        assertEquals(List.of(), unread, "not compiled");
    }

    @Test
    @DisplayName("oauth is words of the protocol: it knows nothing but the JDK")
    void oauthKnowsNobody() {
        classes()
                .that()
                .resideInAPackage("dev.narthex.oauth..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.narthex.oauth..", "java..")
                .check(ALL);
    }

    @Test
    @DisplayName("jose can be used by a resource server alone: it knows nothing else of ours")
    void joseStandsAlone() {
        classes()
                .that()
                .resideInAPackage("dev.narthex.jose..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.narthex.jose..",
                        "java..",
                        "javax.crypto..",
                        "org.slf4j..",
                        "com.nimbusds..",
                        "tools.jackson..",
                        "com.amazon.corretto..")
                .check(ALL);
    }

    @Test
    @DisplayName("http knows nothing else of ours: no feature, no token")
    void httpStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.narthex.http..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.narthex..").and(not(resideInAPackage("dev.narthex.http.."))))
                .check(ALL);
    }

    @Test
    @DisplayName("Features know http and jose, and neither the store nor the server nor a sample")
    void featuresKnowNoOuterModule() {
        noClasses()
                .that(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.narthex.store..", "dev.narthex.server..", "dev.narthex.samples..", "dev.narthex.bench..")
                .check(ALL);
    }

    @Test
    @DisplayName("Only store names SQL and its libraries, and what measures it beside the bare statements")
    void onlyStoreNamesSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.narthex.store..", "dev.narthex.bench.cost..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "com.zaxxer..",
                        "org.flywaydb..",
                        "org.sqlite..",
                        "org.postgresql..")
                .because("a feature asks a store in verbs, and the store alone knows how they are kept")
                .check(ALL);
    }

    @Test
    @DisplayName("Only http names the HTTP engine")
    void onlyHttpNamesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.narthex.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(ALL);
    }

    @Test
    @DisplayName("Only http and jose name the JSON library, only jose the JOSE library")
    void onlyHttpAndJoseNameJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.narthex.http..", "dev.narthex.jose..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .because("dev.narthex.http.Json is our way in and out")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.narthex.jose..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(ALL);
    }

    @Test
    @DisplayName("Only server wires: a feature builds no endpoint, API, page, router or server")
    void onlyServerWires() {
        noClasses()
                .that(FEATURES)
                .should()
                .callConstructorWhere(
                        target(owner(nameMatching("dev\\.narthex\\.[^$]*(Endpoint|Api|Page)|.*\\.(HttpServer|Router)")))
                                .as("the target is an endpoint, an API, a page, a router or a server"))
                .because("the object graph is written down in one place, in dev.narthex.server")
                .check(ALL);
    }

    @Test
    @DisplayName("Features form no cycle")
    void featuresAreAcyclic() {
        slices().matching("dev.narthex.(*)..").should().beFreeOfCycles().check(ALL.that(FEATURES));
    }

    @Test
    @DisplayName("The directory (users, groups, apps, policy) knows no flow (authorize, token, signin, consent)")
    void theDirectoryKnowsNoFlow() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.narthex.users..", "dev.narthex.groups..", "dev.narthex.apps..", "dev.narthex.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.narthex.authorize..",
                        "dev.narthex.token..",
                        "dev.narthex.signin..",
                        "dev.narthex.consent..",
                        "dev.narthex.flow..")
                .check(ALL);
    }

    @Test
    @DisplayName("In a feature only *Endpoint, *Api, *Page and *Responder build answers")
    void onlyVoicesAnswer() {
        noClasses()
                .that(FEATURES.and(not(VOICES)))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.narthex.http.Response")
                .because("who decides returns an outcome; the responder alone says how it travels")
                .check(ALL);
    }

    @Test
    @DisplayName("Policies, validators, issuers, stores and values never see a request; a nested record may bundle one")
    void decisionsSeeNoRequest() {
        noClasses()
                .that(FEATURES.and(nameMatching(".*(Policy|Policies|Validator|Issuer|Store|Outcome|Result)(\\$.*)?")
                        .<JavaClass>forSubtype()
                        .or(DescribedPredicate.describe("values", type -> type.isRecord() && type.isTopLevelClass()))
                        .and(not(VOICES))))
                .should()
                .dependOnClassesThat(nameMatching("dev\\.narthex\\.http\\.(Request|Response|Handler|Router)"))
                .because("a decision is a function of values: take the parameters, the session, the time")
                .check(ALL);
    }

    @Test
    @DisplayName(
            "Time, chance and environment are handed in: only the edges (http, server, samples, bench) reach for them")
    void effectsAreHandedIn() {
        noClasses()
                .that(FEATURES.or(resideInAnyPackage("dev.narthex.jose..", "dev.narthex.store..")))
                .should()
                .callMethodWhere(target(nameMatching("now"))
                        .and(target(owner(resideInAPackage("java.time.."))))
                        .as("the target is java.time….now()"))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .orShould()
                .callConstructorWhere(target(owner(nameMatching("java\\.security\\.SecureRandom|java\\.util\\.Random")))
                        .as("the target is a source of chance"))
                .because("a test must be able to set the clock and the dice: take an InstantSource, Ids or Secrets")
                .check(ALL);
    }

    @Test
    @DisplayName("Only server, samples and bench start the system's clock; jose does for a resource server")
    void theClockStartsAtTheEdge() {
        noClasses()
                .that(FEATURES.or(resideInAnyPackage("dev.narthex.jose..", "dev.narthex.store.."))
                        .and(not(nameMatching("dev\\.narthex\\.jose\\.ResourceServer"))))
                .should()
                .callMethod(java.time.InstantSource.class, "system")
                .orShould()
                .callMethodWhere(target(nameMatching("system.*"))
                        .and(target(owner(nameMatching("java\\.time\\.Clock"))))
                        .as("the target is Clock.system…()"))
                .check(ALL);
    }
}
