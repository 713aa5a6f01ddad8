package dev.narthex.e2e.client;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.DelegatingJwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// An API as people write it with Spring Security: the issuer and the audience are properties, scopes and groups become
/// authorities. Prints `ready` and its port.
@RestController
@SpringBootApplication(proxyBeanMethods = false)
public final class SpringApi {

    /// The program. Its arguments are properties of Spring.
    public static void main(String[] arguments) {
        var context = SpringApplication.run(SpringApi.class, arguments);
        System.out.println("ready " + context.getEnvironment().getProperty("local.server.port"));
    }

    @Bean
    SecurityFilterChain guard(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/me")
                        .authenticated()
                        .requestMatchers("/profiles")
                        .hasAuthority("SCOPE_profile")
                        .requestMatchers("/books")
                        .hasAuthority("GROUP_Readers")
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @Bean
    JwtAuthenticationConverter authorities() {
        var groups = new JwtGrantedAuthoritiesConverter();
        groups.setAuthoritiesClaimName("groups");
        groups.setAuthorityPrefix("GROUP_");
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(
                new DelegatingJwtGrantedAuthoritiesConverter(new JwtGrantedAuthoritiesConverter(), groups));
        return converter;
    }

    @GetMapping({"/me", "/profiles", "/books"})
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
