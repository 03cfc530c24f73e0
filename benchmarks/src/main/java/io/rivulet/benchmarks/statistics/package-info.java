/** What do averages, regressions, filters and forecasts cost? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.statistics;
