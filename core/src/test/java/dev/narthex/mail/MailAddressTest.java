package dev.narthex.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "ada.byron+news@mail.example.org",
                "o'hara_1@x.io",
                "a@localhost",
                "Ada@Example.ORG",
                "#!$%&'*+/=?^_`{|}~-@example.org"
            })
    @DisplayName("RFC 5321 §4.1.2: a dot-string, @, a domain is an address, and stays as it was typed")
    void addresses(String text) {
        assertEquals(Optional.of(text), MailAddress.parse(text).map(MailAddress::text));
    }

    @ParameterizedTest
    @CsvSource({"ada@bücher.example,ada@xn--bcher-kva.example", "ada@例え.テスト,ada@xn--r8jz45g.xn--zckzah"})
    void aHostBeyondAsciiIsKeptInItsAsciiForm(String typed, String kept) {
        assertEquals(Optional.of(kept), MailAddress.parse(typed).map(MailAddress::text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org\r\nBcc: all@example.org",
                "ada@example.org\nBcc: all@example.org",
                "ada\r\nBcc: all@example.org",
                "ada@example.org,eve@example.org",
                "ada@example.org;eve@example.org",
                "ada@example.org eve@example.org",
                "Ada <ada@example.org>",
                "\"ada\"@example.org",
                "\"a\r\nBcc: b\"@example.org",
                "ada@eve@example.org",
                "<ada@example.org>",
                "ada@example.org>",
                "ada(comment)@example.org",
                "ada\u0000@example.org",
                "ada@exam\u2028ple.org",
                "ada@example.org ",
                "%0d%0aBcc:x@example.org@",
                "ada@[127.0.0.1]"
            })
    @DisplayName("Abuse 93: an address that could add a header or a recipient is none")
    void injection(String text) {
        assertEquals(Optional.empty(), MailAddress.parse(text));
        assertThrows(IllegalArgumentException.class, () -> new MailAddress(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@",
                "@example.org",
                "a..b@example.org",
                ".a@example.org",
                "a.@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ada@example.org.",
                "ada@exa_mple.org",
                "ädä@example.org"
            })
    void whatIsNoAddress(String text) {
        assertEquals(Optional.empty(), MailAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"64,true", "65,false"})
    void aNameHas64CharactersAtMost(int length, boolean fine) {
        assertEquals(
                fine, MailAddress.parse("a".repeat(length) + "@example.org").isPresent());
    }

    @Property
    @DisplayName("Abuse 93: whatever is typed, an address is one word of visible ASCII with one @")
    void always(@ForAll String name, @ForAll String host) {
        MailAddress.parse(name + "@" + host).ifPresent(it -> {
            if (!it.text().matches("[!-~]+") || it.text().matches(".*[<>,;:()\\[\\]\\\\\"].*"))
                throw new AssertionError(it);
            if (it.text().indexOf('@') != it.text().lastIndexOf('@')) throw new AssertionError(it);
        });
    }
}
