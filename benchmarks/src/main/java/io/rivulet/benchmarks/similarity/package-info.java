/** Signatures of sets beside those of hash4j. */
package io.rivulet.benchmarks.similarity;
