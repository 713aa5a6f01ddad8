package dev.narthex.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MailTemplatesTest {
    private static final String LINK = "https://login.example.org/welcome/abc?x=1&y=2";

    private static Map<String, String> facts(MailKind kind) {
        var facts = new HashMap<String, String>();
        kind.names().forEach(name -> facts.put(name, "The-" + name));
        facts.computeIfPresent("link", (_, _) -> LINK);
        return facts;
    }

    @ParameterizedTest
    @EnumSource
    void eachKindSaysWhatItKnowsInBothParts(MailKind kind) {
        var letter = MailTemplates.builtIn().write(kind, facts(kind));
        assertFalse(letter.subject().isBlank());
        assertTrue(letter.html().contains("<html lang=\"en\">"), letter.html());
        for (String name : kind.names()) {
            String fact = name.equals("link") ? LINK : "The-" + name;
            String inHtml = fact.replace("&", "&amp;");
            if (name.equals("name") && !letter.html().contains(inHtml)) continue;
            assertTrue(letter.text().contains(fact), name + " in " + letter.text());
            assertTrue(letter.html().contains(inHtml), name + " in " + letter.html());
        }
        assertFalse((letter.subject() + letter.text() + letter.html()).contains("${"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A link stands alone on its line of the plain part, so that no program cuts it")
    void linksStandAlone(MailKind kind) {
        if (!kind.names().contains("link")) return;
        var letter = MailTemplates.builtIn().write(kind, facts(kind));
        assertTrue(letter.text().lines().anyMatch(LINK::equals));
    }

    @Test
    @DisplayName("Abuse 93: markup in a name is text in the HTML part (CVE-2022-1274)")
    void markupIsText() {
        var facts = facts(MailKind.ACTIVATION);
        facts.put("name", "<a href='https://evil.example'>\"click\"</a> & ${link}");
        var letter = MailTemplates.builtIn().write(MailKind.ACTIVATION, facts);
        assertTrue(letter.html()
                .contains("&lt;a href=&#39;https://evil.example&#39;&gt;&#34;click&#34;&lt;/a&gt; &amp; ${link}"));
        assertFalse(letter.html().contains("<a href='https://evil"));
        assertTrue(letter.text().contains("<a href='https://evil.example'>\"click\"</a> & ${link}"));
    }

    @Test
    @DisplayName("RFC 5322 §2.2: Abuse 93: line breaks in a fact don't leave the subject")
    void aSubjectIsOneLine() {
        var own = Map.of("activation.txt", "Subject: Hello ${name}\n\nHi: ${link}");
        var facts = facts(MailKind.ACTIVATION);
        facts.put("name", "Ada\r\nBcc: all@example.org\r\n\r\nBuy!" + "x".repeat(500));
        var subject = new MailTemplates(own).write(MailKind.ACTIVATION, facts).subject();
        assertTrue(subject.startsWith("Hello Ada Bcc: all@example.org Buy!"), subject);
        assertTrue(subject.length() <= 200 && subject.chars().noneMatch(Character::isISOControl));
    }

    @Test
    @DisplayName("Abuse 107: a fact that looks like a place for a fact stays as it is")
    void nothingIsEvaluated() {
        var facts = facts(MailKind.PASSWORD_CHANGED);
        facts.put("name", "${login} $1 \\");
        assertTrue(MailTemplates.builtIn()
                .write(MailKind.PASSWORD_CHANGED, facts)
                .text()
                .contains("${login} $1 \\"));
    }

    @Test
    void theOperatorsTemplatesTakeThePlaceOfOurs() {
        var templates = new MailTemplates(Map.of(
                "unlock.txt", "Subject: Entsperren\n\nHier: ${link}\n",
                "unlock.html", "<p>Hier: <a href=\"${link}\">los</a></p>",
                "frame.html", "<html><body>${content}<hr>${site}</body></html>"));
        var letter = templates.write(MailKind.UNLOCK, facts(MailKind.UNLOCK));
        assertEquals("Entsperren", letter.subject());
        assertEquals("Hier: " + LINK + "\n", letter.text());
        assertEquals(
                "<html><body><p>Hier: <a href=\"" + LINK.replace("&", "&amp;")
                        + "\">los</a></p><hr>The-site</body></html>",
                letter.html());
        assertTrue(templates
                .write(MailKind.PASSWORD_RESET, facts(MailKind.PASSWORD_RESET))
                .text()
                .contains("Hello"));
    }

    @Test
    void allThatIsWrongWithTemplatesIsSaidAtOnce() {
        var own = Map.of(
                "activation.txt", "Hello ${name}\n${link}\n",
                "unlock.html", "<p>${password} ${name}</p>\n<p>\n${link}</p>\n${first name} ${lifetime",
                "frame.html", "<p></p>",
                "nonsense.txt", "Subject: x\n",
                "unlock.txt", "Subject: only ${link}\n",
                "password-reset.html", "<p>Hello</p>");
        String known = "${lifetime}, ${link}, ${login}, ${name}, ${site}";
        assertEquals(
                List.of(
                        "activation.txt, line 1, is not 'Subject: …'",
                        "frame.html has no place for ${content}",
                        "nonsense.txt is none of the templates there are",
                        "password-reset.html has no place for ${link}",
                        "unlock.html, line 1, names ${password}; there is " + known,
                        "unlock.html, line 4, names ${first name}; there is " + known,
                        "unlock.html, line 4, names ${lifetime; there is " + known,
                        "unlock.txt has a subject and no text"),
                MailTemplates.problems(own));
        assertThrows(IllegalArgumentException.class, () -> new MailTemplates(own));
    }

    @Test
    @DisplayName("Abuse 93: mails that strangers cause, to whom they like, say nothing that strangers chose")
    void registrationCarriesNobodysWords() {
        assertEquals(java.util.Set.of("link", "lifetime", "site"), MailKind.REGISTRATION.names());
    }
}
