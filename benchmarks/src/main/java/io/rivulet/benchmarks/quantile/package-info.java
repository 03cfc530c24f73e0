/** Quantiles beside DataSketches, t-digest, HdrHistogram and DDSketch by Datadog. */
package io.rivulet.benchmarks.quantile;
