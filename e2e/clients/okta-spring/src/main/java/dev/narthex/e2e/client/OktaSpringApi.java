package dev.narthex.e2e.client;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// An API with nothing but Okta's starter and its property `okta.oauth2.issuer`. Prints `ready` and its port.
@RestController
@SpringBootApplication(proxyBeanMethods = false)
public final class OktaSpringApi {

    /// The program. Its arguments are properties of Spring.
    public static void main(String[] arguments) {
        var context = SpringApplication.run(OktaSpringApi.class, arguments);
        System.out.println("ready " + context.getEnvironment().getProperty("local.server.port"));
    }

    @GetMapping("/me")
    Map<String, Object> me(Authentication person) {
        return Map.of("name", person.getName(), "authorities", authorities(person));
    }

    private static List<String> authorities(Authentication person) {
        return person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .sorted()
                .toList();
    }
}
