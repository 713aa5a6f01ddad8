package dev.narthex.bench.timing;

import java.util.Arrays;

/// Two lots of times held against each other, by rank, so that no single late answer counts for much.
///
/// @param later  how likely one of the first lot is later than one of the second: a half where they are alike
///     (Mann and Whitney's U, divided by all pairs)
/// @param shift  how likely chance alone takes that as far from a half
/// @param gap    the largest distance between the two distributions (Kolmogorov and Smirnov's D)
/// @param chance how likely chance alone makes a gap so large
public record Comparison(double later, double shift, double gap, double chance) {
    private static final int TERMS = 100;

    public static Comparison of(double[] first, double[] second) {
        double[] a = sorted(first);
        double[] b = sorted(second);
        double later = later(a, b);
        double n = a.length;
        double m = b.length;
        double deviation = Math.sqrt((n + m + 1) / (12 * n * m));
        double gap = gap(a, b);
        return new Comparison(
                later, 2 * (1 - normal(Math.abs(later - 0.5) / deviation)), gap, beyond(gap, n * m / (n + m)));
    }

    /// The smaller of the two probabilities, doubled, as two questions were asked.
    public double p() {
        return Math.min(1, 2 * Math.min(shift, chance));
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static double later(double[] a, double[] b) {
        double pairs = 0;
        for (double one : a) {
            for (double other : b) pairs += one > other ? 1 : one == other ? 0.5 : 0;
        }
        return pairs / a.length / b.length;
    }

    private static double gap(double[] a, double[] b) {
        double gap = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) i++;
            while (j < b.length && b[j] <= value) j++;
            gap = Math.max(gap, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return gap;
    }

    /// Kolmogorov's distribution, with the correction for small lots that Stephens gives.
    private static double beyond(double gap, double size) {
        double root = Math.sqrt(size);
        double x = gap * (root + 0.12 + 0.11 / root);
        if (x < 0.2) return 1;
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2 * x * x * k * k);
        return Math.clamp(sum, 0, 1);
    }

    /// The share of a normal distribution below so many deviations: Abramowitz and Stegun 26.2.17, good to 1e-7.
    private static double normal(double deviations) {
        double t = 1 / (1 + 0.2316419 * deviations);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-deviations * deviations / 2) / Math.sqrt(2 * Math.PI) * tail;
    }
}
