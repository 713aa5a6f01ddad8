package dev.narthex.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contrast of the design tokens, in the light and in the dark scheme.
final class PaletteTest {
    private static final List<Map<String, String>> SCHEMES = schemes();

    private static List<Map<String, String>> schemes() {
        var assets = new Assets();
        String css = Html.body(AssetsTest.fetch(assets, assets.path("narthex.css")));
        var roots = Pattern.compile(":root \\{(.*?)}", Pattern.DOTALL)
                .matcher(css)
                .results()
                .toList();
        var light = tokens(roots.get(0));
        var dark = new HashMap<>(light);
        dark.putAll(tokens(roots.get(1)));
        return List.of(light, dark);
    }

    private static Map<String, String> tokens(MatchResult root) {
        var tokens = new HashMap<String, String>();
        var colours =
                Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6}|[0-9a-f]{3});").matcher(root.group(1));
        colours.results().forEach(colour -> tokens.put(colour.group(1), colour.group(2)));
        return tokens;
    }

    @ParameterizedTest
    @DisplayName("WCAG 2.2 1.4.3, 1.4.11: text stands out 4.5:1, edges and focus 3:1, in both schemes")
    @CsvSource({
        "ink, panel, 4.5",
        "soft, panel, 4.5",
        "soft, wall, 4.5",
        "act, panel, 4.5",
        "act-over, panel, 4.5",
        "on-act, act, 4.5",
        "on-act, act-over, 4.5",
        "alarm, alarm-ground, 4.5",
        "notice, panel, 4.5",
        "edge, panel, 3",
        "act, alarm-ground, 3"
    })
    void coloursStandOut(String front, String back, double least) {
        for (var scheme : SCHEMES) {
            double ratio = contrast(scheme.get(front), scheme.get(back));
            assertTrue(ratio >= least, front + " on " + back + " is " + ratio + " in " + scheme);
        }
    }

    @Test
    @DisplayName("The measure itself is right: black on white is 21:1")
    void theMeasureIsRight() {
        assertEquals(21, contrast("000", "ffffff"), 1e-9);
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        String hex = colour.length() == 3 ? colour.replaceAll("(.)", "$1$1") : colour;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
