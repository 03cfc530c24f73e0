package io.rivulet.algorithms.change;

/**
 * What a detector has found, as {@link ChangeLog} explains it.
 *
 * @param values how many values came
 * @param changes how many changes were found
 * @param lastFound index of the value at which the last change was found, from 0; -1 if none was
 * @param lastStart index of the value with which it seems to have begun; -1 if none was found
 * @param levelBefore the mean before it, as far as the detector kept it; {@code NaN} if none was found
 * @param estimate the mean since it began; of all values if none was found
 * @param statistic how near the last value came to a change, of which 1 is one; {@code NaN} where it could not be told
 * @param verdict what was said of the last value
 */
public record ChangeReport(
        long values,
        long changes,
        long lastFound,
        long lastStart,
        double levelBefore,
        double estimate,
        double statistic,
        Verdict verdict) {}
