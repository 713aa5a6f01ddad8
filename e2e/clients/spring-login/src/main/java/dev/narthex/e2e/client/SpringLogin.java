package dev.narthex.e2e.client;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A web app with `oauth2Login` and a sign-out at the identity provider, configured by properties alone. Prints `ready`
/// and its port.
@RestController
@SpringBootApplication(proxyBeanMethods = false)
public final class SpringLogin {

    /// The program. Its arguments are properties of Spring.
    public static void main(String[] arguments) {
        var context = SpringApplication.run(SpringLogin.class, arguments);
        System.out.println("ready " + context.getEnvironment().getProperty("local.server.port"));
    }

    @Bean
    SecurityFilterChain guard(HttpSecurity http, ClientRegistrationRepository clients) {
        var atProvider = new OidcClientInitiatedLogoutSuccessHandler(clients);
        atProvider.setPostLogoutRedirectUri("{baseUrl}/bye");
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/bye")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(Customizer.withDefaults())
                // The test posts without a page that would hold the form's token.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(logout -> logout.logoutSuccessHandler(atProvider))
                .build();
    }

    @GetMapping("/me")
    String me(@AuthenticationPrincipal OidcUser person) {
        return person.getFullName() + ", " + person.getEmail();
    }

    @GetMapping("/bye")
    String bye() {
        return "bye";
    }
}
