package io.github.clipunit.sets;

import io.github.clipunit.internal.Demands;
import java.util.Collection;

/**
 * The number of a user's labels that a set of pictures covers, and how clearly each picture belongs to one: an
 * Inception score (Salimans et al. 2016, arXiv 1606.03498, section 4) over labels that the user names, with the shares
 * that a CLIP model gives them. The product of both parts is the score as Salimans et al. define it.
 *
 * @param spread the exponential of the entropy of the mean shares: the effective number of labels that occur, in [1,
 *     labels]
 * @param confidence the exponential of minus the mean entropy of each picture's shares, in [1 / labels, 1]; 1 if every
 *     picture belongs to exactly one label
 * @hidden
 */
public record ClassSpread(double spread, double confidence) {

    /**
     * Returns the spread of a set.
     *
     * @param shares for each picture the shares of the same labels, which sum to 1
     * @throws IllegalArgumentException if there are no pictures, the numbers of labels differ, or shares do not sum to
     *     1
     */
    public static ClassSpread of(Collection<double[]> shares) {
        Demands.requireAtLeast(1, "number of pictures", shares.size());
        double[] mean = new double[shares.iterator().next().length];
        double entropy = 0;
        for (double[] one : shares) {
            Shares.require(mean.length, one);
            entropy += Entropy.of(one) / shares.size();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += one[i] / shares.size();
            }
        }
        return new ClassSpread(Math.exp(Entropy.of(mean)), Math.exp(-entropy));
    }
}
